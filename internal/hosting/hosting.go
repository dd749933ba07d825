// Package hosting writes what hosts have to be told of a build: which files never
// change, which have to be asked for again, which compressed forms there are, which
// page answers for routes of the application, and what browsers may run.
//
// A host is one row of a table. What differs between builds is a Site, which is made
// of the build's own list of files.
package hosting

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// Host is a server or a service that sites are put on.
type Host struct {
	Name string // as commands take it: "nginx"
	Says string // what is written, in a few words

	// write makes the files. An error names what of the host cannot be kept to.
	write func(s *Site) ([]File, error)
	// ignores says that the host compresses by itself and sends no compressed siblings.
	ignores bool
	// headers says that the host lets sites choose their headers.
	headers bool
}

// File is a file of a host's configuration.
type File struct {
	Path  string // relative to the project, or to the build
	Build bool   // it belongs into the build, which the host reads it from
	Data  []byte
}

// Result is what is to be written for a host.
type Result struct {
	Files    []File
	Warnings []asset.Message
}

// Hosts lists all hosts, in the order in which help names them.
func Hosts() []Host {
	return []Host{
		{Name: "nginx", Says: "nginx.conf", write: nginx, headers: true},
		{Name: "caddy", Says: "Caddyfile", write: caddy, headers: true},
		{Name: "apache", Says: ".htaccess in the build", write: apache, headers: true},
		{Name: "netlify", Says: "_headers and _redirects in the build", write: netlify, headers: true, ignores: true},
		{Name: "cloudflare", Says: "_headers and 404.html for Cloudflare Pages in the build", write: cloudflare, headers: true, ignores: true},
		{Name: "vercel", Says: "vercel.json", write: vercel, headers: true, ignores: true},
		{Name: "fly", Says: "fly.toml, with Dockerfile and Caddyfile", write: fly, headers: true},
		{Name: "docker", Says: "Dockerfile and .dockerignore, with Caddyfile", write: docker, headers: true},
		{Name: "github-pages", Says: "404.html and .nojekyll in the build", write: githubPages, ignores: true},
		{Name: "s3", Says: "deploy-s3.sh, with a function and headers for CloudFront", write: s3, headers: true, ignores: true},
	}
}

// Names lists the names of all hosts.
func Names() []string {
	var names []string
	for _, h := range Hosts() {
		names = append(names, h.Name)
	}
	return names
}

// Write makes the configuration of a host. The error is about a name that is none, or
// a limit of the host that the site is over.
func Write(name string, s *Site) (Result, error) {
	i := slices.IndexFunc(Hosts(), func(h Host) bool { return h.Name == name })
	if i < 0 {
		return Result{}, fmt.Errorf("no host %q (hosts: %s)", name, strings.Join(Names(), ", "))
	}
	h := Hosts()[i]
	files, err := h.write(s)
	if err != nil {
		return Result{}, fmt.Errorf("%s: %w", name, err)
	}
	r := Result{Files: files}
	warn := func(text, note string) {
		r.Warnings = append(r.Warnings, asset.Message{Text: text, Note: note})
	}
	if h.ignores && len(s.Encodings) > 0 {
		warn(name+" compresses files itself and does not send the siblings that the build made", `"compress": false saves their time`)
	}
	if !h.headers {
		warn(name+" sends headers of its own: files with a hash are asked for again after minutes, and no policy is stated", "choose another host where that matters")
		return r, nil
	}
	for _, file := range s.evals {
		warn(file+" makes code of strings, which the Content-Security-Policy refuses", "--csp report tries the policy without refusing anything; --csp off states none; --csp-script \"'unsafe-eval'\" allows it")
	}
	return r, nil
}

// mark is the line by which a file of ours is known.
func mark(name string) string {
	return "# Written by paintbox host " + name + ". Write it again after each build."
}

// IsOurs tells whether a file was written by Write.
func IsOurs(data []byte) bool {
	head := string(data[:min(len(data), 400)])
	return strings.Contains(head, "Written by paintbox host ")
}
