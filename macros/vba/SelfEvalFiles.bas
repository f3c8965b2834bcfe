Attribute VB_Name = "SelfEvalFiles"
Option Explicit
' Files and folders. VBA's own statements know only the machine's code page, so
' FileSystemObject goes first: it finds Chinese names on any Windows. Where objects
' may not be created (WPS, locked-down offices) VBA's own statements do the work.

Private Function FileSystem() As Object
    On Error Resume Next
    Set FileSystem = CreateObject("Scripting.FileSystemObject")
End Function

Public Function PathIn(ByVal folder As String, ByVal fileName As String) As String
    Dim separator As String
    separator = "\"
    If InStr(folder, "/") > 0 And InStr(folder, "\") = 0 Then separator = "/"
    If Right(folder, 1) = separator Then separator = ""
    PathIn = folder & separator & fileName
End Function

Public Function FolderAbove(ByVal folder As String) As String
    Dim ends As Long
    ends = InStrRev(Replace(folder, "\", "/"), "/")
    If ends > 1 Then FolderAbove = Left(folder, ends - 1)
End Function

Public Function FileExists(ByVal path As String) As Boolean
    Dim system As Object
    On Error Resume Next
    Set system = FileSystem()
    If Not system Is Nothing Then
        FileExists = system.FileExists(path)
    ElseIf path <> "" Then
        FileExists = Dir(path) <> ""
    End If
End Function

' The whole of an ASCII file; "" when there is none or it is empty
Public Function ReadText(ByVal path As String) As String
    Dim system As Object
    If Not FileExists(path) Then Exit Function
    On Error Resume Next
    Set system = FileSystem()
    If system Is Nothing Then
        ReadText = ReadLines(path)
    Else
        ReadText = system.OpenTextFile(path, 1).ReadAll()
    End If
End Function

Private Function ReadLines(ByVal path As String) As String
    Dim handle As Integer, textLine As String
    handle = FreeFile
    Open path For Input As #handle
    Do While Not EOF(handle)
        Line Input #handle, textLine
        ReadLines = ReadLines & textLine & vbLf
    Loop
    Close #handle
End Function

' An empty folder of our own under the folder for temporary files
Public Function NewWorkFolder() As String
    Dim stem As String, count As Long
    stem = PathIn(TemporaryFolder(), "workbook-tool-" & Format(Now, "yyyymmdd") & "-" & CLng(Timer * 100))
    NewWorkFolder = stem
    Do While FolderExists(NewWorkFolder)
        count = count + 1
        NewWorkFolder = stem & "-" & count
    Loop
    MakeFolder NewWorkFolder
End Function

Private Function TemporaryFolder() As String
    Dim system As Object
    Set system = FileSystem()
    If Not system Is Nothing Then
        TemporaryFolder = system.GetSpecialFolder(2).Path
    Else
        TemporaryFolder = Environ("TEMP")
    End If
    If TemporaryFolder = "" Then TemporaryFolder = CurDir
End Function

Private Function FolderExists(ByVal path As String) As Boolean
    Dim system As Object
    Set system = FileSystem()
    If system Is Nothing Then
        FolderExists = Dir(path, vbDirectory) <> ""
    Else
        FolderExists = system.FolderExists(path)
    End If
End Function

Private Sub MakeFolder(ByVal path As String)
    Dim system As Object
    Set system = FileSystem()
    If system Is Nothing Then
        MkDir path
    Else
        system.CreateFolder path
    End If
End Sub

Public Sub RemoveFile(ByVal path As String)
    Dim system As Object
    If Not FileExists(path) Then Exit Sub
    Set system = FileSystem()
    If system Is Nothing Then
        Kill path
    Else
        system.DeleteFile path, True
    End If
End Sub

' The folder and the files in it; what is still in use stays, and is no reason to stop.
Public Sub RemoveFolder(ByVal path As String)
    Dim system As Object
    On Error Resume Next
    Set system = FileSystem()
    If Not system Is Nothing Then
        system.DeleteFolder path, True
        Exit Sub
    End If
    RemoveFilesIn path
    RmDir path
End Sub

Private Sub RemoveFilesIn(ByVal path As String)
    Dim found As String, names As String, fileName As Variant
    On Error Resume Next
    found = Dir(PathIn(path, "*"))
    Do While found <> ""
        names = names & "|" & found    ' first all names: Dir loses its place when files go
        found = Dir()
    Loop
    For Each fileName In Split(Mid(names, 2), "|")
        Kill PathIn(path, fileName)
    Next fileName
End Sub
