Attribute VB_Name = "SelfEvalFlow"
Option Explicit
' The one way every button takes: check what is needed, save a copy of the book as it stands,
' run the program, show what it says. Nothing is ever written into the user's book from here.

Private Const MAX_COMMAND As Long = 2000    ' WScript.Shell and Shell both take at least this much

Private Running As Boolean    ' DoEvents lets the user press a button while the program runs

' verb with the active book; withCopy: the program reads a copy, unsaved edits included
Public Sub RunOnBook(ByVal verb As String, ByVal withCopy As Boolean)
    Dim book As Object
    Set book = SelfEvalHost.ActiveBook()
    If book Is Nothing Then
        SelfEvalTalk.Say "no_book", ""
    ElseIf book.Path = "" Then
        SelfEvalTalk.Say "save_first", ""
    Else
        RunGuarded verb, book, withCopy, ""
    End If
End Sub

' verb with a folder that the user chooses
Public Sub RunOnFolder(ByVal verb As String)
    Dim folder As String
    If SelfEvalProgram.Problem() <> "" Then    ' before the user has chosen in vain
        SelfEvalTalk.Say SelfEvalProgram.Problem(), SelfEvalProgram.ProgramFile()
        Exit Sub
    End If
    folder = SelfEvalHost.ChooseFolder("choose_" & verb)
    If folder <> "" Then RunGuarded verb, Nothing, False, folder
End Sub

' verb that needs neither
Public Sub RunAlone(ByVal verb As String)
    RunGuarded verb, Nothing, False, ""
End Sub

Public Sub OpenBookFolder()
    Dim book As Object
    Set book = SelfEvalHost.ActiveBook()
    If book Is Nothing Then
        SelfEvalTalk.Say "no_book", ""
    ElseIf book.Path = "" Then
        SelfEvalTalk.Say "save_first", ""
    Else
        SelfEvalHost.OpenPath book.Path
    End If
End Sub

' Whatever goes wrong, the user is told, the status bar is given back and the work folder is gone.
Private Sub RunGuarded(ByVal verb As String, ByVal book As Object, ByVal withCopy As Boolean, ByVal folder As String)
    Dim work As String, fault As String
    If Running Then
        SelfEvalTalk.Say "still_running", ""
        Exit Sub
    End If
    If SelfEvalProgram.Problem() <> "" Then
        SelfEvalTalk.Say SelfEvalProgram.Problem(), SelfEvalProgram.ProgramFile()
        Exit Sub
    End If
    Running = True
    SelfEvalHost.LastOpened = ""
    SelfEvalHost.ShowBusy True
    On Error GoTo broken
    work = SelfEvalFiles.NewWorkFolder()
    RunInFolder verb, book, withCopy, folder, work
finish:
    On Error Resume Next
    SelfEvalHost.ShowBusy False
    Running = False
    If work <> "" And InStr(1, SelfEvalHost.LastOpened, work, vbTextCompare) <> 1 Then SelfEvalFiles.RemoveFolder work
    If fault <> "" Then SelfEvalTalk.Say "unexpected", fault
    Exit Sub
broken:
    fault = Err.Description & " (" & Err.Number & ")"
    Resume finish
End Sub

Private Sub RunInFolder(ByVal verb As String, ByVal book As Object, ByVal withCopy As Boolean, _
        ByVal folder As String, ByVal work As String)
    Dim command As String, resultPath As String, answer As String
    resultPath = SelfEvalFiles.PathIn(work, "result.txt")
    command = SelfEvalProgram.Prefix() & " addin " & verb
    If withCopy Then command = command & SavedCopy(book, work)
    command = command & BookArguments(book, folder) & SelfEvalProgram.Argument("--result", resultPath) & HostArguments(book)
    answer = Answered(command, resultPath)
    If SelfEvalResult.ValueOf(answer, "status") = "ask" Then
        If Not SelfEvalTalk.Ask(SelfEvalResult.ValueOf(answer, "message")) Then Exit Sub
        answer = Answered(command & SelfEvalProgram.Argument("--force", ""), resultPath)
    End If
    ShowAnswer answer
End Sub

' The result file of one run; it is a failure with a sentence of its own when there is none.
Private Function Answered(ByVal command As String, ByVal resultPath As String) As String
    Dim code As Long
    If Len(command) > MAX_COMMAND Then
        Answered = SelfEvalResult.Failure("too_long", CStr(Len(command)))
        Exit Function
    End If
    SelfEvalFiles.RemoveFile resultPath
    code = SelfEvalProgram.RunAndWait(command, resultPath)
    Answered = SelfEvalFiles.ReadText(resultPath)
    If Answered = "" Then Answered = SelfEvalResult.Failure("no_result", CStr(code))
End Function

Private Sub ShowAnswer(ByVal answer As String)
    Dim message As String, target As String
    message = SelfEvalResult.ValueOf(answer, "message")
    target = SelfEvalResult.ValueOf(answer, "open")
    SelfEvalHost.ShowBusy False
    If target = "" Then
        If message <> "" Then SelfEvalTalk.Tell message, SelfEvalResult.ValueOf(answer, "status") = "failed"
    ElseIf SelfEvalTalk.Ask(message & vbLf & vbLf & SelfEvalTalk.Text("open_now")) Then
        SelfEvalHost.OpenPath target
    End If
End Sub

Private Function SavedCopy(ByVal book As Object, ByVal work As String) As String
    Dim path As String
    path = SelfEvalFiles.PathIn(work, book.Name)    ' the name, and with it the format, stays
    book.SaveCopyAs path
    SavedCopy = SelfEvalProgram.Argument("--copy", path)
End Function

Private Function BookArguments(ByVal book As Object, ByVal folder As String) As String
    If Not book Is Nothing Then BookArguments = SelfEvalProgram.Argument("--book", SelfEvalFiles.PathIn(book.Path, book.Name))
    If folder <> "" Then BookArguments = BookArguments & SelfEvalProgram.Argument("--folder", folder)
End Function

' What xlwings reads from the command line to find this very Excel and book
Private Function HostArguments(ByVal book As Object) As String
    Dim bookName As String
    If Not book Is Nothing Then bookName = book.Name
    HostArguments = SelfEvalProgram.Argument("--wb=" & bookName, "") & SelfEvalProgram.Argument("--from_xl=1", "") _
        & SelfEvalProgram.Argument("--hwnd=" & SelfEvalHost.WindowHandle(), "")
End Function
