# Colorization Studio for you alone, on Windows: no administrator.
#   powershell -ExecutionPolicy Bypass -File install.ps1            installs or updates it, and opens it
#   powershell -ExecutionPolicy Bypass -File install.ps1 -Remove    takes it away; work and models stay
param([switch]$Remove)
$ErrorActionPreference = "Stop"

$name = "colorization-studio"
$program = Join-Path $env:LOCALAPPDATA "$name-program" # all there is
$commands = Join-Path $program "commands"
$studio = Join-Path $commands "colorstudio.exe"
$env:UV_TOOL_DIR = Join-Path $program "tools"
$env:UV_TOOL_BIN_DIR = $commands
$env:UV_PYTHON_INSTALL_DIR = Join-Path $program "python"
$env:UV_CACHE_DIR = Join-Path $program "cache"
if (-not $env:UV_PYTHON) {
    $env:UV_PYTHON = "cpython-3.13-windows-x86_64" # ARM runs it, too: OpenCV is made for x64 alone
}
$env:PATH = "$(Join-Path $program 'bin');$env:PATH"

if ($Remove) {
    $data = Split-Path (& $studio models path)
    & $studio shortcut --remove
    Remove-Item -Recurse -Force $program, (Join-Path $data "open.*"), (Join-Path $data "api*")
    Write-Output "The studio is gone. What you saved lies in $data."
    exit
}

if (-not (Get-Command uv -ErrorAction SilentlyContinue)) {
    # https://docs.astral.sh/uv: brings Python and packages
    $env:UV_UNMANAGED_INSTALL = Join-Path $program "bin"
    Invoke-RestMethod https://astral.sh/uv/install.ps1 | Invoke-Expression
}
$project = Join-Path $PSScriptRoot "pyproject.toml"
if ((Test-Path $project) -and (Select-String -Quiet "^name = `"$name`"" $project)) {
    uv tool install --reinstall-package $name "$PSScriptRoot[hub]"
} else {
    uv tool install --upgrade "$name[hub]"
}
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
Remove-Item -Recurse -Force $env:UV_CACHE_DIR -ErrorAction SilentlyContinue
& $studio shortcut
& $studio open
