package link

import (
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// fileName finds what names a file, not a directory or a path of a server's.
var fileName = regexp.MustCompile(`^[^/:][^:]*\.[A-Za-z]\w*$`)

// missingURLs lists the files that new URL(…, import.meta.url) names in a source
// and that are not there. In a package, whose author may do without them, they are
// worth a warning.
func (p *plugin) missingURLs(file, text string) (failed, warned []api.Message) {
	for _, u := range findURLs(text) {
		name, _ := cutSuffix(u.target)
		if found, suffix := p.fileOf(file, u.target); found != "" || suffix != "" || !fileName.MatchString(name) || inComment(text, u.start) {
			continue
		}
		at := u.start + strings.Index(text[u.start:u.end], u.target) - 1
		shown := path.Join(path.Dir(pathname.From(p.settings.Dir, file)), name)
		place := p.location(file, text, at, len(u.target)+2)
		m := asset.Message{Text: "the file " + shown + " does not exist", Cause: missing,
			Note: "correct the path, or write new URL(" + strconv.Quote(u.target) + ", location.href) for a file that only the server has"}
		if packageName(filepath.ToSlash(file)) == "" {
			failed = append(failed, carried(m, place))
			continue
		}
		m.Note = "the package may do without it; its URL stays as it is"
		warned = append(warned, carried(m, place))
	}
	return failed, warned
}

// inComment tells whether a place seems to be in a comment.
func inComment(text string, at int) bool {
	before := text[:at]
	line := strings.TrimSpace(before[1+strings.LastIndexByte(before, '\n'):])
	return strings.HasPrefix(line, "*") || strings.Contains(line, "// ") || strings.HasPrefix(line, "//") ||
		strings.LastIndex(before, "/*") > strings.LastIndex(before, "*/")
}
