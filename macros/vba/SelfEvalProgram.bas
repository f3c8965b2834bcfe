Attribute VB_Name = "SelfEvalProgram"
Option Explicit
' The program: where it is, how it is started, how long we wait.
' Its path is in a text file near the add-in, written by "workbook-tool addin install".

Private Const NOT_STARTED As Long = -999

' The key of the sentence that says why the program cannot be started; "" when it can
Public Function Problem() As String
    If SelfEvalFiles.ReadText(PathFile()) = "" Then
        Problem = "no_path_file"
    ElseIf Not SelfEvalFiles.FileExists(ProgramFile()) Then
        Problem = "no_program"
    End If
End Function

' The start of every command line, each part in quotes
Public Function Prefix() As String
    Dim content As String, ends As Long
    content = SelfEvalFiles.ReadText(PathFile())
    ends = InStr(content, vbLf)
    If ends > 0 Then content = Left(content, ends - 1)
    Prefix = Trim(SelfEvalResult.Unescape(Replace(content, vbCr, "")))
End Function

' The file that is started: the first part of the prefix without its quotes
Public Function ProgramFile() As String
    Dim parts As Variant
    parts = Split(Prefix(), Chr(34))
    If UBound(parts) >= 1 Then ProgramFile = parts(1)
End Function

' Beside the add-in or one folder above it, under the add-in's own name: whatever lies in
' Excel's start folder is opened at every start, so installing puts it above that.
Private Function PathFile() As String
    Dim fileName As String
    fileName = ThisWorkbook.Name
    If InStrRev(fileName, ".") > 0 Then fileName = Left(fileName, InStrRev(fileName, ".") - 1)
    fileName = fileName & ".path"
    PathFile = SelfEvalFiles.PathIn(ThisWorkbook.Path, fileName)
    If SelfEvalFiles.FileExists(PathFile) Then Exit Function
    PathFile = SelfEvalFiles.PathIn(SelfEvalFiles.FolderAbove(ThisWorkbook.Path), fileName)
End Function

' An option with its value, or alone, for the command line
Public Function Argument(ByVal optionName As String, ByVal value As String) As String
    Argument = " " & Quote(optionName)
    If value <> "" Then Argument = Argument & " " & Quote(value)
End Function

' A backslash before the closing quote would escape it ("D:\"), so it is doubled.
Public Function Quote(ByVal value As String) As String
    If Right(value, 1) = "\" Then value = value & "\"
    Quote = Chr(34) & value & Chr(34)
End Function

' Runs the program without a window and waits; the exit code, or -1 where it is not known.
Public Function RunAndWait(ByVal command As String, ByVal resultPath As String) As Long
    Dim shellHost As Object
    RunAndWait = NOT_STARTED
    On Error Resume Next
    Set shellHost = CreateObject("WScript.Shell")
    If Not shellHost Is Nothing Then
        RunAndWait = shellHost.Run(command, 0, True)
        If RunAndWait <> NOT_STARTED Then Exit Function
    End If
    On Error GoTo 0
    RunAndWait = RunAndWatch(command, resultPath)    ' WScript.Shell is blocked, or this is WPS
End Function

' Shell does not wait, so the result file, which the program writes last, tells the end.
Private Function RunAndWatch(ByVal command As String, ByVal resultPath As String) As Long
    Dim started As Date
    RunAndWatch = -1
    started = Now
    Shell command, 0
    Do Until SelfEvalFiles.FileExists(resultPath)
        DoEvents
        If (Now - started) * 86400 > Val(SelfEvalTalk.Text("wait_seconds")) Then Exit Function
    Loop
    RunAndWatch = 0
End Function
