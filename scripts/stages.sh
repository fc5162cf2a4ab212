# Sourced by scripts/test: runs named stages under a heading, times them, adds up what they counted.
# shellcheck shell=bash

logs=${project:?}/.build/test
passed=0 failed=0 began=$SECONDS
selected=() table=() running=
mkdir -p "$logs"

duration() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }

# Whether a stage was asked for; without any name on the command line all are.
wanted() {
    local name
    [[ ${#selected[@]} == 0 ]] && return 0
    for name in "${selected[@]}"; do [[ $name == "$1" ]] && return 0; done
    return 1
}

# stage NAME TITLE MINUTES COMMAND…: a command that prints "N passed, M failed" as a line of its own is counted so
# (the last such line), any other as one test.
stage() {
    local name=$1 title=$2 minutes=$3 status=0 start=$SECONDS good bad line
    shift 3
    wanted "$name" || return 0
    printf '\n==== %s: %s ====\n' "$name" "$title"
    # Into a file, not through a pipe: a process that is left over would hold a pipe open, and the stage would never end.
    # `timeout` has the command in a process group of its own, so that its limit ends the command's children too.
    # What runs in the background would ignore ^C, and so would all that the command starts.
    env --default-signal=INT,QUIT timeout --kill-after=60 "${minutes}m" "$@" </dev/null >"$logs/$name.log" 2>&1 &
    running=$!
    # A compiler's progress stays in the file.
    tail --sleep-interval=0.2 --pid="$running" -n +1 -f "$logs/$name.log" | grep --line-buffered -avE '^\[[0-9]+/[0-9]+\] ' &
    shown=$!
    wait "$running" || status=$?
    running=
    wait "$shown" || true
    line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed' "$logs/$name.log" | tail -n 1 || true)
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
        good=${BASH_REMATCH[1]} bad=${BASH_REMATCH[2]}
        if [[ $good == 0 && $bad == 0 ]]; then
            say "$name ran no test."
            status=1
        fi
        [[ $bad == 0 || $status != 0 ]] || status=1
        [[ $status == 0 || $bad != 0 ]] || bad=1
    elif [[ $status == 0 ]]; then
        good=1 bad=0
    else
        good=0 bad=1
    fi
    [[ $status != 124 ]] || say "$name was ended after $minutes minutes."
    passed=$((passed + good)) failed=$((failed + bad))
    record "$name" "$([[ $status == 0 ]] && echo passed || echo "FAILED ($status)")" "$good" "$bad" $((SECONDS - start))
    say "---- $name: $good passed, $bad failed, $(duration $((SECONDS - start)))"
    return "$status"
}

# A stage that could not run is a failure: a green run means that everything was tested.
not_run() {
    wanted "$1" || return 0
    failed=$((failed + 1))
    record "$1" "NOT RUN" 0 1 0
}

# Ends the stage that runs: for a script that is ended itself.
end_stage() {
    [[ -z $running ]] || kill "$running" 2>/dev/null || true
}

record() { table+=("$(printf '%-12s %-12s %6d %6d %8s' "$1" "$2" "$3" "$4" "$(duration "$5")")"); }

summary() {
    printf '\n%-12s %-12s %6s %6s %8s\n' stage result passed failed time
    printf '%s\n' "${table[@]}"
    printf '%-12s %-12s %6d %6d %8s\n\n' total '' "$passed" "$failed" "$(duration $((SECONDS - began)))"
    printf '%d passed, %d failed\n' "$passed" "$failed"
}
