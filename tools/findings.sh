#!/bin/sh
# findings.sh: all rules on one page of Markdown, from rules.def and the pages.
# `make docs` writes it to build/docs/findings.md; it is not committed.
set -eu
cd "$(dirname "$0")/.."

cat <<'END'
<!-- made by tools/findings.sh from compiler/diag/rules.def and compiler/diag/pages: do not edit -->
# Findings

Every rule has a code and a name; both are accepted everywhere. `pixc explain CODE` shows one of them.

| code | name | severity | sees | speaks | since |
| --- | --- | --- | --- | --- | --- |
END
rows() {
	sed -n 's/^RULE(\([^)]*\))$/\1/p' compiler/diag/rules.def | tr -d '" '
}
rows | awk -F, '{
	scope = $5 == "SCOPE_UNIT" ? "one file" : "all files"
	severity = tolower(substr($4, 10))
	speaks = $6 == "SPEAKS_ALWAYS" ? "always" : $6 == "SPEAKS_WHEN_VALIDATED" ? "of validated things" : "unless retired"
	printf "| [%s](#%s-%s) | %s | %s | %s | %s | %s |\n", $2, tolower($2), $3, $3, severity, scope, speaks, $8
}'
rows | while IFS=, read -r _ code name severity _; do
	page=compiler/diag/pages/$name.md
	severity=$(echo "${severity#SEVERITY_}" | tr '[:upper:]' '[:lower:]')
	printf '\n## %s %s\n\n' "$code" "$name"
	sed -n "s/^message: \(.*\)/$severity: \1/p" "$page"
	sed -n 's/^help: \(.*\)/\nhelp: \1/p' "$page"
	awk '/^```/ { fence = !fence } /^## / && !fence { on = 1; sub(/^## /, "### "); print ""; print; next } on' "$page" | cat -s
done
