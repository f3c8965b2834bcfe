Attribute VB_Name = "Probe"
Option Explicit
' What the tests ask of the add-in; a module of its LibreOffice twin only.
' LibreOffice swallows run-time errors in macros, so every call tells them.

Public Function Press(ByVal callback As String) As String
    On Error GoTo broken
    SelfEvalTalk.LastMessage = ""
    SelfEvalTalk.LastQuestion = ""
    SelfEvalHost.LastOpened = ""
    Select Case callback
        Case "OnSelfEvalCheck": SelfEvalRibbon.OnSelfEvalCheck Nothing
        Case "OnSelfEvalScore": SelfEvalRibbon.OnSelfEvalScore Nothing
        Case "OnSelfEvalClear": SelfEvalRibbon.OnSelfEvalClear Nothing
        Case "OnSelfEvalReport": SelfEvalRibbon.OnSelfEvalReport Nothing
        Case "OnSelfEvalOpenFolder": SelfEvalRibbon.OnSelfEvalOpenFolder Nothing
        Case "OnSelfEvalBatch": SelfEvalRibbon.OnSelfEvalBatch Nothing
        Case "OnSelfEvalSummary": SelfEvalRibbon.OnSelfEvalSummary Nothing
        Case "OnSelfEvalNew": SelfEvalRibbon.OnSelfEvalNew Nothing
        Case "OnSelfEvalRules": SelfEvalRibbon.OnSelfEvalRules Nothing
        Case "OnSelfEvalDoctor": SelfEvalRibbon.OnSelfEvalDoctor Nothing
        Case Else: Press = "no callback " & callback
    End Select
    Exit Function
broken:
    Press = "error " & Err.Number & ": " & Err.Description
End Function

Public Function AnswerWith(ByVal yes As Boolean) As String
    SelfEvalTalk.QuietAnswer = yes
End Function

Public Function Message() As String
    Message = SelfEvalTalk.LastMessage
End Function

Public Function Question() As String
    Question = SelfEvalTalk.LastQuestion
End Function

Public Function Opened() As String
    Opened = SelfEvalHost.LastOpened
End Function

Public Function Unescaped(ByVal value As String) As String
    Unescaped = SelfEvalResult.Unescape(value)
End Function

Public Function Quoted(ByVal value As String) As String
    Quoted = SelfEvalProgram.Quote(value)
End Function
