package page

import (
	"net/url"
	"path"
	"strings"
)

// base is where a page's relative URLs start.
type base struct {
	dir      string // relative to the project directory
	external bool   // on another server: no relative URL names a file of the project
}

// findBase looks for the page's first <base href>.
func findBase(dir string, elements []element) base {
	b := base{dir: dir}
	for _, e := range elements {
		if e.name != "base" || e.get("href") == nil {
			continue
		}
		href := rooted(e.value("href"))
		if isExternal(href) {
			b.external = true
			return b
		}
		href, _ = cutSuffix(href)
		if i := strings.LastIndexByte(href, '/'); i >= 0 {
			b.dir = join(dir, href[:i+1])
		}
		return b
	}
	return b
}

// resolve tells which file of the project a URL names, and its query and
// fragment. ok is false for URLs of other servers, of directories, and of
// places in the page itself.
func (b base) resolve(ref string) (file, suffix string, ok bool) {
	ref = rooted(ref)
	rest, suffix := cutSuffix(ref)
	if rest == "" || strings.HasSuffix(rest, "/") || isExternal(ref) || b.external {
		return "", "", false
	}
	if plain, err := url.PathUnescape(rest); err == nil {
		rest = plain
	}
	file = join(b.dir, rest)
	return file, suffix, file != "." && file != ".."
}

// placeholders are Create React App's and Vite's names for the base.
func placeholders() []string { return []string{"%PUBLIC_URL%", "%BASE_URL%"} }

// rooted writes a URL that begins with a placeholder with a slash.
func rooted(ref string) string {
	ref = strings.TrimSpace(ref)
	for _, name := range placeholders() {
		if rest, found := strings.CutPrefix(ref, name); found {
			return "/" + strings.TrimPrefix(rest, "/")
		}
	}
	return ref
}

// Locate tells which file of the project a URL names that stands in another
// file, such as a web app manifest, of the directory dir. Query and fragment of
// the URL are returned apart. ok is false for URLs that name no file of the
// project.
func Locate(dir, ref string) (file, suffix string, ok bool) {
	return base{dir: dir}.resolve(ref)
}

// join resolves a URL's path against a directory of the project, whose root is
// "/" in URLs.
func join(dir, p string) string {
	if strings.HasPrefix(p, "/") {
		return path.Clean(strings.TrimLeft(p, "/"))
	}
	return path.Join(dir, p)
}

// cutSuffix parts a URL before its query or fragment.
func cutSuffix(ref string) (rest, suffix string) {
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		return ref[:i], ref[i:]
	}
	return ref, ""
}

// isExternal tells whether a URL names a server or has a scheme, as data: has.
func isExternal(ref string) bool {
	if strings.HasPrefix(ref, "//") || strings.HasPrefix(ref, `\\`) {
		return true
	}
	for i := range len(ref) {
		switch c := ref[i]; {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
		case i > 0 && (c == '+' || c == '-' || c == '.' || '0' <= c && c <= '9'):
		default:
			return c == ':' && i > 0
		}
	}
	return false
}

// URL returns the URL of a file of the output. Base is the public path of the
// output directory: a path ("/", "/app/"), a URL ("https://cdn.example/x/"), or
// relative ("", "./"), in which case the URL is relative to dir, a directory of
// the output.
func URL(base, dir, file string) string {
	if base != "" && base != "." && !strings.HasPrefix(base, "./") {
		return strings.TrimSuffix(base, "/") + "/" + escape(file)
	}
	from, to := strings.Split(path.Clean(dir), "/"), strings.Split(file, "/")
	if from[0] == "." {
		from = nil
	}
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	up := strings.Repeat("../", len(from))
	if up == "" {
		up = "./"
	}
	return up + escape(strings.Join(to, "/"))
}

func escape(file string) string {
	return (&url.URL{Path: file}).EscapedPath()
}
