package hosting

import (
	"bytes"
	"embed"
	"fmt"
	"path"
	"regexp"
	"strings"
	"text/template"

	"github.com/paintbox-build/paintbox/internal/mediatype"
)

//go:embed templates
var templates embed.FS

// view is what templates see.
type view struct {
	*Site
	Mark       string
	Root       string // the directory on the server
	Forever    string
	Extensions string // a|b|c
	Types      []mediatype.Type
	Charset    string // the types that are text
	Siblings   string // suffixes of compressed siblings, without their dots: a|b
}

// fill writes a template for a site.
func fill(name, host, root string, s *Site) ([]byte, error) {
	v := view{Site: s, Mark: mark(host), Root: root, Forever: forever, Extensions: strings.Join(extensions(), "|"), Types: mediatype.Table(),
		Siblings: strings.ReplaceAll(strings.TrimPrefix(strings.Join(s.Suffixes(), "|"), "."), "|.", "|")}
	var text []string
	for _, t := range v.Types {
		if t.Text && t.Name != "text/html" {
			text = append(text, t.Name)
		}
	}
	v.Charset = strings.Join(text, " ")
	tmpl, err := template.New(name).Funcs(template.FuncMap{
		"at":     func(p string) string { return s.Base + p },
		"bare":   func(p string) string { return strings.TrimSuffix(p, "/") },
		"join":   strings.Join,
		"quote":  quote,
		"regexp": func(p string) string { return strings.ReplaceAll(regexp.QuoteMeta(p), `"`, `\"`) },
		"path":   caddyPath,
		"shell":  shell,
	}).ParseFS(templates, path.Join("templates", name))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = tmpl.Execute(&out, v)
	return out.Bytes(), err
}

// quote writes a text as nginx and Caddy read one.
func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// caddyPath is a path in a matcher of Caddy, to which a star is any text.
func caddyPath(p string) string {
	if strings.ContainsAny(p, " \t\"`{}") {
		return quote(p)
	}
	return p
}

func nginx(s *Site) ([]File, error) {
	data, err := fill("nginx.conf", "nginx", "/usr/share/nginx/html", s)
	return []File{{Path: "nginx.conf", Data: data}}, err
}

func caddy(s *Site) ([]File, error) {
	data, err := fill("Caddyfile", "caddy", "/srv", s)
	return []File{{Path: "Caddyfile", Data: data}}, err
}

func apache(s *Site) ([]File, error) {
	data, err := fill("htaccess", "apache", "", s)
	return []File{{Path: ".htaccess", Build: true, Data: data}}, err
}

func docker(s *Site) ([]File, error) {
	files, err := caddy(s)
	if err != nil {
		return nil, err
	}
	image, err := fill("Dockerfile", "docker", "", s)
	if err != nil {
		return nil, err
	}
	ignore := fmt.Appendf(nil, "%s\n**/node_modules\n**/.git\n**/.env*.local\n%s\n", mark("docker"), strings.TrimSuffix(s.Outdir, "/"))
	return append(files, File{Path: "Dockerfile", Data: image}, File{Path: ".dockerignore", Data: ignore}), nil
}

func fly(s *Site) ([]File, error) {
	files, err := docker(s)
	if err != nil {
		return nil, err
	}
	data, err := fill("fly.toml", "fly", "", s)
	return append(files, File{Path: "fly.toml", Data: data}), err
}
