Attribute VB_Name = "SelfEvalResult"
Option Explicit
' The result file: ASCII, one key=value a line, the values with \uXXXX escapes.

Public Function ValueOf(ByVal answer As String, ByVal key As String) As String
    Dim lines As Variant, at As Long
    lines = Split(Replace(answer, vbCr, ""), vbLf)
    For at = LBound(lines) To UBound(lines)
        If Left(lines(at), Len(key) + 1) = key & "=" Then
            ValueOf = Unescape(Mid(lines(at), Len(key) + 2))
            Exit Function
        End If
    Next at
End Function

' The answer of a program that gave none
Public Function Failure(ByVal key As String, ByVal detail As String) As String
    Failure = "status=failed" & vbLf & "message=" & Escape(SelfEvalTalk.Filled(key, detail))
End Function

Public Function Unescape(ByVal value As String) As String
    Dim parts As Variant, at As Long
    If InStr(value, "\u") = 0 Then
        Unescape = value
        Exit Function
    End If
    parts = Split(value, "\u")
    Unescape = parts(0)
    For at = 1 To UBound(parts)
        Unescape = Unescape & ChrW(CLng("&H" & Left(parts(at), 4))) & Mid(parts(at), 5)
    Next at
End Function

' Only line ends need it here: the answer stays inside VBA, which keeps Chinese as it is.
Private Function Escape(ByVal value As String) As String
    Escape = Replace(Replace(value, "\", "\u005C"), vbLf, "\u000A")
End Function
