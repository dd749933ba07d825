#!/bin/sh
{{.Mark}}
# BUCKET is the bucket's name. Files of older builds stay, for pages that are still open.
set -eu
: "${BUCKET:?set BUCKET to the name of the bucket}"
to="s3://$BUCKET{{bare .Base}}"
from={{quote (bare .Outdir)}}

# send CACHE TYPE OPTION...: records stay here, and siblings, since CloudFront compresses itself
send() {
	cache=$1 type=$2
	shift 2
	aws s3 cp "$from" "$to" --recursive --exclude '*' "$@" --exclude '.paintbox/*'{{range .Suffixes}} --exclude '*{{.}}'{{end}} --cache-control "$cache" --content-type "$type"
}

# Hashed files first, so that no page names one that is not there yet.
{{range .Sends}}send '{{.Cache}}' '{{.Type}}'{{range .Patterns}} --include {{shell .}}{{end}}{{range .Exclude}} --exclude {{shell .}}{{end}}
{{end -}}
