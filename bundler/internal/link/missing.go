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

// missingURLs lists the files that new URL(…, import.meta.url) names in a source
// and that are not there. In a package, whose author may do without them, they are
// worth a warning.
func (p *plugin) missingURLs(s *source) (failed, warned []api.Message) {
	if !mayHaveURLs(s.text) {
		return nil, nil
	}
	t := s.tokens()
	packaged := packageName(filepath.ToSlash(s.file)) != ""
	for _, u := range t.urls() {
		name, _ := cutSuffix(u.target)
		if m := p.judgeStart(s, u); m != nil && packaged {
			warned = append(warned, linkerMessages([]asset.Message{*m})...)
		} else if m != nil {
			failed = append(failed, linkerMessages([]asset.Message{*m})...)
		}
		if u.starts == startsService {
			made := p.service(s, u)
			failed, warned = append(failed, made.Errors...), append(warned, made.Warnings...)
		}
		if found, suffix := p.fileOf(s.file, u.target); found != "" || suffix != "" || !fileName.MatchString(name) {
			continue
		}
		shown := path.Join(path.Dir(pathname.From(p.settings.Dir, s.file)), name)
		place := p.location(s.file, s.text, t.start(u.literal), t.end(u.literal)-t.start(u.literal))
		m := asset.Message{Text: "the file " + shown + " does not exist", Cause: missing,
			Note: "correct the path, or write new URL(" + strconv.Quote(u.target) + ", location.href) for a file that only the server has"}
		if !packaged {
			failed = append(failed, carried(m, place))
			continue
		}
		m.Note = "the package may do without it; its URL stays as it is"
		warned = append(warned, carried(m, place))
	}
	return failed, warned
}
