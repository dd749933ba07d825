package link

import (
	"path"
	"path/filepath"
	"regexp"
	"strconv"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// fileName finds what names a file, not a directory or a path of a server's.
var fileName = regexp.MustCompile(`^[^/:][^:]*\.[A-Za-z]\w*$`)

// missingURLs judges the files that new URL(…, import.meta.url) names in a source:
// those that are not there, and what they start. In a package, whose author may do
// without them, they are worth a warning. Wrong are the tokens that start the URLs
// of errors.
func (p *plugin) missingURLs(s *source) (said prepared, wrong map[int]bool) {
	if !mayHaveURLs(s.text) {
		return said, nil
	}
	wrong = map[int]bool{}
	packaged := packageName(filepath.ToSlash(s.file)) != ""
	for _, u := range s.tokens().urls() {
		m := p.missingURL(s, u, packaged)
		if start := p.judgeStart(s, u); start != nil {
			m = linkerMessages([]asset.Message{*start})
		}
		if packaged {
			said.warnings, m = append(said.warnings, m...), nil
		}
		if u.starts == startsService {
			made := p.service(s, u)
			m, said.warnings = append(m, made.Errors...), append(said.warnings, made.Warnings...)
		}
		said.errors = append(said.errors, m...)
		wrong[u.first] = m != nil
	}
	return said, wrong
}

// missingURL is a message where a URL names a file that is not there.
func (p *plugin) missingURL(s *source, u urlCall, packaged bool) []api.Message {
	name, _ := cutSuffix(u.target)
	if found, suffix := p.fileOf(s.file, u.target); found != "" || suffix != "" || !fileName.MatchString(name) {
		return nil
	}
	t := s.tokens()
	m := asset.Message{Text: "the file " + path.Join(path.Dir(pathname.From(p.settings.Dir, s.file)), name) + " does not exist", Cause: missing,
		Note: "correct the path, or write new URL(" + strconv.Quote(u.target) + ", location.href) for a file that only the server has"}
	if packaged {
		m.Note = "the package may do without it; its URL stays as it is"
	}
	return []api.Message{carried(m, p.location(s.file, s.text, t.start(u.literal), t.end(u.literal)-t.start(u.literal)))}
}
