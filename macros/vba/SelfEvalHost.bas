Attribute VB_Name = "SelfEvalHost"
Option Explicit
' Excel, WPS or LibreOffice: everything they do differently, or may lack.

Private Const FOLDER_PICKER As Long = 4      ' msoFileDialogFolderPicker
Private Const SHOW_NORMAL As Long = 1

Public LastOpened As String    ' so that the work folder is kept while a file in it is open; read by the tests

' The book in front; Nothing when there is none, as in Protected View. The add-in itself is none.
Public Function ActiveBook() As Object
    Dim book As Object
    On Error Resume Next
    Set book = ActiveWorkbook
    If book Is Nothing Then Exit Function
    If book.FullName = ThisWorkbook.FullName Then Exit Function
    Set ActiveBook = book
End Function

' "Application" is used through an Object: a member that the host's type library does not know
' would otherwise keep the whole project from compiling.
Private Function Host() As Object
    Set Host = Application
End Function

' As text, for the command line; "0" where there is none
Public Function WindowHandle() As String
    WindowHandle = "0"
    On Error Resume Next
    WindowHandle = CStr(Host().Hwnd)
    If Not IsNumeric(WindowHandle) Then WindowHandle = "0"
End Function

Public Sub ShowBusy(ByVal busy As Boolean)
    On Error Resume Next
    If busy Then
        Host().StatusBar = SelfEvalTalk.Text("working")
    Else
        Host().StatusBar = False
    End If
End Sub

' A folder, "" when the user chose none. Where there is no folder dialog the path is typed.
Public Function ChooseFolder(ByVal titleKey As String) As String
    Dim title As String, shown As Boolean
    title = SelfEvalTalk.Text(titleKey)
    If Not SelfEvalTalk.Quiet() Then ChooseFolder = PickedFolder(title, shown)
    If Not shown Then ChooseFolder = SelfEvalTalk.TypedFolder(title, BookFolder())
End Function

Private Function PickedFolder(ByVal title As String, ByRef shown As Boolean) As String
    Dim picker As Object
    On Error GoTo missing
    Set picker = Host().FileDialog(FOLDER_PICKER)
    picker.Title = title
    If BookFolder() <> "" Then picker.InitialFileName = SelfEvalFiles.PathIn(BookFolder(), "")
    shown = True
    If picker.Show = -1 Then PickedFolder = picker.SelectedItems(1)
    Exit Function
missing:
    shown = False
End Function

Private Function BookFolder() As String
    Dim book As Object
    Set book = ActiveBook()
    If Not book Is Nothing Then BookFolder = book.Path
End Function

' A workbook opens here, anything else as a double click would open it.
Public Sub OpenPath(ByVal path As String)
    LastOpened = path
    If IsWorkbook(path) Then
        If OpenWorkbook(path) Then Exit Sub
    ElseIf OpenInShell(path) Then
        Exit Sub
    End If
    SelfEvalTalk.Say "open_by_hand", path
End Sub

Private Function IsWorkbook(ByVal path As String) As Boolean
    Dim ending As String
    ending = LCase(Mid(path, InStrRev(path, ".") + 1))
    IsWorkbook = InStr("|xls|xlsx|xlsm|xlsb|et|ods|", "|" & ending & "|") > 0
End Function

Private Function OpenWorkbook(ByVal path As String) As Boolean
    Dim book As Object
    On Error Resume Next
    Set book = Workbooks.Open(path)
    OpenWorkbook = Not book Is Nothing
End Function

Private Function OpenInShell(ByVal path As String) As Boolean
    Dim shellHost As Object
    On Error Resume Next
    Set shellHost = CreateObject("Shell.Application")
    Err.Clear
    If shellHost Is Nothing Then
        Shell "explorer.exe " & SelfEvalProgram.Quote(path), SHOW_NORMAL
    Else
        shellHost.ShellExecute path
    End If
    OpenInShell = (Err.Number = 0)
End Function
