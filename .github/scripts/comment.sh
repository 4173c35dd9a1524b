#!/usr/bin/env bash
# Says on a pull request what it does to the users of the SDK: in the summary of the run, and in one comment that every run
# brings up to date. Ends as the comparison did: 0 the gate is open, 1 it is closed, 2 nobody could tell.
#
#     comment.sh FILE
#
# FILE is what `cargo xtask diff --format markdown` wrote and CODE its exit code, empty if it never came to its end. PULL and
# COMMIT are the number and the last commit of the pull request; FORK is `true` where it comes from a fork. The variables
# GITHUB_… are those of every run, and `gh` finds its token in GH_TOKEN.
set -euo pipefail

readonly MARKER='<!-- wechat-league: spec-diff -->'
# Anybody can write the marker. It counts in the first line of a comment by this one, the name behind the token of a run.
readonly BOT='github-actions[bot]'
# GitHub refuses more than 65,536 characters; the rest is for what stands around the text.
readonly ROOM=64500

file=$1
code=${CODE:-}
run=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

has_text() { grep -qs '[^[:space:]]' "$file"; }

# Whether the tool itself says that it could not tell, and why.
says_why() { [[ $code == 2 && $(head -n 1 "$file" 2>/dev/null) == '**COULD NOT TELL**'* ]]; }

# Whole lines, so that nothing stays open which they opened. Bytes in the middle of a character do not count, in any locale.
fitting() {
  LC_ALL=C awk -v room="$ROOM" -v pointer="Cut off here: the summary of [the run]($run) has all of it." '
    { line = $0; gsub(/[\200-\277]/, "", line); room -= length(line) + 1 }
    room < 0 { exit }
    { print }
    END { if (room < 0) print "\n" pointer }
  ' "$1"
}

# Only a text with the exit code of a verdict is one. Whatever else came out must look like neither good nor bad news.
if [[ $code == [01] ]] && has_text; then
  verdict=$code
  cat "$file" >"$work/text.md"
else
  verdict=2
  how=${code:+ended with exit code $code and no verdict}
  {
    if says_why; then
      cat "$file"
    else
      echo "**COULD NOT TELL** what this does to users: the comparison ${how:-did not come to its end}."
    fi
    printf '\nThis is no verdict, neither good nor bad. The check fails until there is one; [the run](%s) has the log.\n' "$run"
  } >"$work/text.md"
fi
cat "$work/text.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"

if [[ ${FORK:-} == true ]]; then
  echo "the token of a pull request from a fork cannot comment; the summary has it all: $run"
  exit "$verdict"
fi

{
  echo "$MARKER"
  fitting "$work/text.md"
  printf '\n<sub>[Run](%s) for %s</sub>\n' "$run" "${COMMIT:0:7}"
} >"$work/comment.md"

# One line for each comment: number, author, first line. A list that fails to load ends the script here; taken for an empty
# one it would make a second comment.
listed=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$PULL/comments?per_page=100" \
  --jq '.[] | "\(.id) \(.user.login // "-") \(.body // "" | split("\n")[0] // "" | rtrimstr("\r"))"')
ours=
while read -r number author first; do
  if [[ -z $ours && $author == "$BOT" && $first == "$MARKER" ]]; then
    ours=$number
  fi
done <<<"$listed"

if [[ -n $ours ]]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$ours" --field "body=@$work/comment.md"
else
  gh api --silent --method POST "repos/$GITHUB_REPOSITORY/issues/$PULL/comments" --field "body=@$work/comment.md"
fi
exit "$verdict"
