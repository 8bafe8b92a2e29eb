# Wall time of the demonstration: to the first board, and to its end

"$home/countersign" demo --help >/dev/null # built before the clock runs
began=${EPOCHREALTIME/./}
since() { echo "$(((${EPOCHREALTIME/./} - began) / 1000)) ms"; }
board=
while IFS= read -r line; do
  if [[ -z $board && $line == *'deployment board'* ]]; then
    board=$(since)
    echo "first board after $board: $line"
  fi
done < <("$home/countersign" demo --yes --dir "$(mktemp -d)/demo" "$@" 2>&1)
echo "ended after $(since)"
