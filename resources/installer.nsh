; "Open with Naghma" in the menu of folders, for the user or all users as the rest is installed.

!macro customInstall
  WriteRegStr SHCTX "Software\Classes\Directory\shell\Naghma" "" "Open with Naghma"
  WriteRegStr SHCTX "Software\Classes\Directory\shell\Naghma" "Icon" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHCTX "Software\Classes\Directory\shell\Naghma\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey SHCTX "Software\Classes\Directory\shell\Naghma"
!macroend
