Attribute VB_Name = "SelfEvalTalk"
Option Explicit
' Everything the user reads. The texts are Chinese, so they are in the add-in's own sheet
' (key in column A, text in column B), not in this source.

Public LastMessage As String     ' for the tests, which set WORKBOOK_TOOL_QUIET and press no buttons
Public LastQuestion As String
Public QuietAnswer As Boolean

Public Function Text(ByVal key As String) As String
    Dim sheet As Object, row As Long
    Set sheet = ThisWorkbook.Worksheets(1)
    row = 1
    Do While sheet.Cells(row, 1).Value <> ""
        If sheet.Cells(row, 1).Value = key Then
            Text = CStr(sheet.Cells(row, 2).Value)
            Exit Function
        End If
        row = row + 1
    Loop
    Text = key
End Function

' The text with a detail in its place
Public Function Filled(ByVal key As String, ByVal detail As String) As String
    Filled = Replace(Text(key), "{}", detail)
End Function

' A sentence of our own: always a reason why something was not done
Public Sub Say(ByVal key As String, ByVal detail As String)
    Tell Filled(key, detail), True
End Sub

Public Sub Tell(ByVal message As String, ByVal isFault As Boolean)
    LastMessage = message
    If Quiet() Then Exit Sub
    If isFault Then
        MsgBox message, vbExclamation, Text("title")
    Else
        MsgBox message, vbInformation, Text("title")
    End If
End Sub

Public Function Ask(ByVal question As String) As Boolean
    LastQuestion = question
    If Quiet() Then
        Ask = QuietAnswer
    Else
        Ask = (MsgBox(question, vbQuestion + vbYesNo, Text("title")) = vbYes)
    End If
End Function

' Where there is no folder dialog the path is typed; the proposal is the folder of the active book.
Public Function TypedFolder(ByVal question As String, ByVal proposal As String) As String
    LastQuestion = question
    If Not Quiet() Then
        TypedFolder = InputBox(question, Text("title"), proposal)
    ElseIf QuietAnswer Then
        TypedFolder = proposal
    End If
End Function

Public Function Quiet() As Boolean
    Quiet = Environ("WORKBOOK_TOOL_QUIET") <> ""
End Function
