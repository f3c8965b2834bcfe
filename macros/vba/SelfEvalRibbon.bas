Attribute VB_Name = "SelfEvalRibbon"
Option Explicit
' What the ribbon calls. "control" is an Object, so that the project compiles without the
' Office type library (WPS, broken references). The names are long on purpose: Excel looks
' for a callback in the active workbook too, and must not find another one there.

Public Sub OnSelfEvalCheck(control As Object)
    SelfEvalFlow.RunOnBook "check", True
End Sub

Public Sub OnSelfEvalScore(control As Object)
    SelfEvalFlow.RunOnBook "score", True
End Sub

Public Sub OnSelfEvalClear(control As Object)
    SelfEvalFlow.RunOnBook "clear", False
End Sub

Public Sub OnSelfEvalReport(control As Object)
    SelfEvalFlow.RunOnBook "report", True
End Sub

Public Sub OnSelfEvalOpenFolder(control As Object)
    SelfEvalFlow.OpenBookFolder
End Sub

Public Sub OnSelfEvalBatch(control As Object)
    SelfEvalFlow.RunOnFolder "batch"
End Sub

Public Sub OnSelfEvalSummary(control As Object)
    SelfEvalFlow.RunOnFolder "summary"
End Sub

Public Sub OnSelfEvalNew(control As Object)
    SelfEvalFlow.RunOnFolder "new"
End Sub

Public Sub OnSelfEvalRules(control As Object)
    SelfEvalFlow.RunAlone "rules"
End Sub

Public Sub OnSelfEvalDoctor(control As Object)
    SelfEvalFlow.RunAlone "doctor"
End Sub
