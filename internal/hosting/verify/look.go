package verify

import (
	"bytes"
	"fmt"
	"mime"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/mediatype"
)

// lasting is the least time, in seconds, for which hashed files are to be kept: a month.
const lasting = 30 * 24 * 3600

// unanswered is the finding of an answer that did not come, or failed.
func unanswered(a answer, want int) []Finding {
	switch {
	case a.err != nil:
		return []Finding{{Cause: "no answer", Text: "no answer: " + cause(a.err).Error()}}
	case a.status == want:
		return nil
	case want == 200 && (a.status == 404 || a.status == 410):
		return []Finding{{Cause: "missing", Text: fmt.Sprintf("the file is missing (%d)", a.status), Note: "deploy all files of the build"}}
	}
	return []Finding{{Cause: "status", Text: fmt.Sprintf("status %d, want %d", a.status, want)}}
}

// isFile: the answer is the file, as the build has it, with what browsers have to be told.
func isFile(q question, a answer) []Finding {
	if list := unanswered(a, 200); list != nil {
		return list
	}
	var list []Finding
	encoded := a.header.Get("Content-Encoding")
	if !sent(a, q.file.Data) {
		return []Finding{{Cause: "bytes", Text: "other bytes than the build has", Note: "deploy this build, and let nothing change files on the way"}}
	}
	if len(q.file.Encodings) > 0 && encoded == "" {
		list = append(list, Finding{Cause: "encoding", Text: "sent uncompressed: " + strconv.Itoa(len(a.body)) + " bytes", Note: "let the host send the siblings of the build, or compress"})
	}
	if encoded != "" && !strings.Contains(strings.ToLower(strings.Join(a.header.Values("Vary"), ",")), "accept-encoding") {
		list = append(list, Finding{Cause: "vary", Text: "compressed without Vary: Accept-Encoding, so that caches give it to everybody", Note: "add the header"})
	}
	return append(append(list, typed(q.file, a)...), kept(q.file, a)...)
}

// sent tells whether the bytes of an answer are a file's, after decoding.
func sent(a answer, want []byte) bool {
	token := a.header.Get("Content-Encoding")
	for _, c := range coding.Table() {
		if strings.EqualFold(token, c.Token) {
			return c.Verify(a.body, want) == nil
		}
	}
	return token == "" && bytes.Equal(a.body, want)
}

// typed compares the types that browsers insist on.
func typed(f *asset.File, a answer) []Finding {
	got, _, _ := mime.ParseMediaType(a.header.Get("Content-Type")) // an error leaves it empty, which is a finding
	want, _, _ := strings.Cut(mediatype.Of(f.Path), ";")
	switch f.Kind {
	case asset.KindJS:
		if strings.HasSuffix(got, "javascript") {
			return nil
		}
	case asset.KindHTML, asset.KindCSS, asset.KindWASM:
		if got == want {
			return nil
		}
	default:
		return nil
	}
	return []Finding{{Cause: "type", Text: fmt.Sprintf("Content-Type %q, with which browsers refuse it", a.header.Get("Content-Type")), Note: "send " + want}}
}

// kept looks at how long an answer may be kept.
func kept(f *asset.File, a answer) []Finding {
	age, checked := freshness(a.header.Get("Cache-Control"))
	switch {
	case f.Immutable && (checked || age < lasting):
		return []Finding{{Cause: "cache of hashed files", Text: fmt.Sprintf("Cache-Control %q for a file that never changes", a.header.Get("Cache-Control")), Note: "send public, max-age=31536000, immutable"}}
	case !f.Immutable && !checked && age > 0:
		return []Finding{{Cause: "cache of what changes", Text: fmt.Sprintf("Cache-Control %q for a file that changes with each build", a.header.Get("Cache-Control")), Note: "send no-cache"}}
	case !f.Immutable && age < 0 && !checked && (f.Kind == asset.KindHTML || strings.HasSuffix(f.Path, "sw.js")):
		return []Finding{{Cause: "cache of what changes", Text: "no Cache-Control, so that browsers keep it as long as they like", Note: "send no-cache"}}
	}
	return nil
}

// freshness is for how many seconds an answer may be used without asking, -1 where
// that is not said; checked, that it may not.
func freshness(header string) (age int, checked bool) {
	age = -1
	for part := range strings.SplitSeq(header, ",") {
		name, value, _ := strings.Cut(strings.ToLower(strings.TrimSpace(part)), "=")
		switch name {
		case "no-cache", "no-store":
			checked = true
		case "max-age":
			if n, err := strconv.Atoi(strings.Trim(value, `"`)); err == nil {
				age = n
			}
		}
	}
	return age, checked || age == 0
}

// isMissing: a hashed file that is gone is so, and nobody keeps the answer.
func isMissing(_ question, a answer) []Finding {
	switch age, checked := freshness(a.header.Get("Cache-Control")); {
	case a.err != nil:
		return unanswered(a, 404)
	case a.status == 200:
		return []Finding{{Cause: "missing files", Text: "a script that is not there is answered with status 200, which an old page takes for it", Note: "answer 404 for files; only what a browser opens is a route"}}
	case a.status != 404 && a.status != 410:
		return []Finding{{Cause: "missing files", Text: fmt.Sprintf("status %d for a script that is not there, want 404", a.status)}}
	case !checked && age >= lasting:
		return []Finding{{Cause: "missing files", Text: "caches keep that a file is missing, and would not see it once it is deployed", Note: "send immutable with status 200 only"}}
	}
	return nil
}

// isThere: a hashed file of an older build, which pages that are open still load.
func isThere(q question, a answer) []Finding {
	if a.err == nil && a.status == 200 && sent(a, q.file.Data) {
		return nil
	}
	return []Finding{{Cause: "older files", Text: "a file of the older build is gone, and pages that are still open cannot load it", Note: "keep hashed files of older builds for some days"}}
}

// isRoute: what a browser opens, and is no file, is answered by the application's page.
func isRoute(q question, a answer) []Finding {
	switch {
	case a.err != nil:
		return unanswered(a, 200)
	case a.status != 200 && sent(a, q.file.Data):
		return []Finding{{Cause: "routes", Text: fmt.Sprintf("routes are answered with status %d", a.status), Note: "answer 200, which search engines want", Hint: true}}
	case a.status != 200 || !sent(a, q.file.Data):
		return []Finding{{Cause: "routes", Text: fmt.Sprintf("what is opened below the application's address is not answered by its page (status %d)", a.status), Note: "answer index.html for addresses that are no files"}}
	}
	return kept(q.file, a)
}

// isNoRoute: what a page loads, and is not there, is missing.
func isNoRoute(_ question, a answer) []Finding {
	if a.err == nil && a.status == 200 {
		return []Finding{{Cause: "parts", Text: "what a page loads and is not there is answered with a page", Note: "answer it only where Sec-Fetch-Mode is navigate, or Accept has text/html", Hint: true}}
	}
	return nil
}

// isClosed: the records of a build are not for visitors.
func isClosed(_ question, a answer) []Finding {
	if a.err == nil && a.status == 200 && bytes.HasPrefix(bytes.TrimSpace(a.body), []byte("{")) {
		return []Finding{{Cause: "records", Text: "everybody can read the records of the build", Note: "answer 404 below .paintbox/, or do not deploy it"}}
	}
	return nil
}
