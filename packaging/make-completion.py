#!/usr/bin/python3
"""make-completion.py: what a shell proposes after "certfirst", out of what the program says itself

Usage: make-completion.py bash|zsh PROGRAM      the completion, on standard output

Commands, options and their values come from "--help"; a new option needs no
change here.
"""
import os
import re
import subprocess
import sys

COMMAND = re.compile(r"^  ([a-z-]+) +(\S.*)$", re.M)
OPTION = re.compile(r"^  (?:-\w, )?(--[a-z-]+)(=\S+)? +(\S.*)$", re.M)

BASH = """# bash completion for certfirst
_certfirst ()
{{
  local cur prev words cword split
  _init_completion -s || return

  local command=${{words[1]}}
  case $command in
    {parents}) ((cword > 1)) && command="$command ${{words[2]}}" ;;
  esac
  if ((cword == 1)); then
    COMPREPLY=($(compgen -W '{commands}' -- "$cur"))
    return
  fi
  case $command:$prev in
{values}
  esac
  case $cur in
    -*)
      case $command in
{options}
      esac
      [[ ${{COMPREPLY-}} == *= ]] && compopt -o nospace
      return ;;
  esac
  case ${{words[1]}} in
{below}
  esac
  _filedir
}} && complete -F _certfirst certfirst
"""

ZSH = """#compdef certfirst
_certfirst ()
{{
  if ((CURRENT == 2)); then
    local -a commands=({commands})
    _describe command commands
    return
  fi
  case "$words[2] $words[3]" in
{below}
{both}
  esac
  case $words[2] in
{options}
  esac
}}
_certfirst "$@"
"""


def run(program, *words):
    quiet = {"ASAN_OPTIONS": "detect_leaks=0", "LC_ALL": "C.UTF-8", "LANGUAGE": "", "COLUMNS": "200"}
    done = subprocess.run([program, *words, "--help"], capture_output=True, text=True, check=True, timeout=120, env={**os.environ, **quiet})
    return done.stdout


def read(program):
    """{words of a command: (what it is, its options)}; commands with commands of their own have no options."""
    table = {}
    for name, says in COMMAND.findall(run(program)):
        text = run(program, name)
        below = COMMAND.findall(text) if re.search(r"^Commands:$", text, re.M) else []
        table[(name,)] = (says, [] if below else OPTION.findall(text))
        for other, about in below:
            table[(name, other)] = (about, OPTION.findall(run(program, name, other)))
    return table


def list_values(value):
    """The words of "=text|json"; those in capitals stand for a file or a text."""
    return [word for word in value[1:].split("|") if re.fullmatch(r"[a-z][a-z-]*", word)] if value else []


def is_file(value):
    return bool(re.search(r"FILE|DIR|PATH", value))


def make_bash(table):
    parents = sorted({words[0] for words in table if len(words) == 2})
    values, options = [], []
    for words, (_, rows) in table.items():
        for name, value, _ in rows:
            if value:
                action = "_filedir;" if is_file(value) else ""
                fixed = f"COMPREPLY+=($(compgen -W '{' '.join(list_values(value))}' -- \"$cur\"));" if list_values(value) else ""
                values.append(f"    '{' '.join(words)}:{name}') {action} {fixed} return ;;")
        if rows:
            names = " ".join(name + ("=" if value else "") for name, value, _ in rows)
            options.append(f"        '{' '.join(words)}') COMPREPLY=($(compgen -W '{names}' -- \"$cur\")) ;;")
    below = [f"    {name}) ((cword == 2)) && {{ COMPREPLY=($(compgen -W '{' '.join(w[1] for w in table if len(w) == 2 and w[0] == name)}' -- \"$cur\")); return; }} ;;"
             for name in parents]
    return BASH.format(parents="|".join(parents), commands=" ".join(w[0] for w in table if len(w) == 1), values="\n".join(values),
                       options="\n".join(options), below="\n".join(below))


def quote(text):
    return "'" + text.replace("'", "'\\''") + "'"


def make_zsh_option(name, value, says):
    says = re.sub(r"([\[\]:])", r"\\\1", says)
    if not value:
        return quote(f"{name}[{says}]")
    words = " ".join(list_values(value))
    action = f"{{_values value {words}; _files}}" if words and is_file(value) else f"({words})" if words else "_files" if is_file(value) else " "
    return quote(f"*{name}=[{says}]:value:{action}")


def make_zsh(table):
    parents = sorted({words[0] for words in table if len(words) == 2})
    describe = {name: " ".join(quote(f"{words[1]}:{says}") for words, (says, _) in table.items() if len(words) == 2 and words[0] == name)
                for name in parents}
    below = [f"    '{name} '*) ((CURRENT == 3)) && {{ local -a commands=({describe[name]}); _describe command commands; return }} ;|"
             for name in parents]
    arguments = {words: "_arguments -s " + " ".join(make_zsh_option(*row) for row in rows) + " '*:file:_files'" for words, (_, rows) in table.items()}
    both = [f"    {quote(' '.join(words))}) {text}; return ;;" for words, text in arguments.items() if len(words) == 2]
    options = [f"    {words[0]}) {text} ;;" for words, text in arguments.items() if len(words) == 1 and words[0] not in parents]
    return ZSH.format(commands=" ".join(quote(f"{words[0]}:{says}") for words, (says, _) in table.items() if len(words) == 1),
                      below="\n".join(below), both="\n".join(both), options="\n".join(options))


def main():
    shell, program = sys.argv[1:]
    print((make_bash if shell == "bash" else make_zsh)(read(program)), end="")


if __name__ == "__main__":
    main()
