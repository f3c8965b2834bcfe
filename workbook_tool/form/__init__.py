"""The form: what our template asks for, and how any form is found by its labels."""
