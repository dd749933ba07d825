package link

import (
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/pathname"
	"github.com/paintbox-build/paintbox/internal/toolchain"
)

// worthSaying leaves out what packages say of JSX in comments: their code has
// none, and who builds an application cannot change it; and that the linker knows
// no @namespace, which has a file for itself.
func worthSaying(warnings []api.Message) []api.Message {
	return slices.DeleteFunc(warnings, func(m api.Message) bool {
		return m.ID == "unsupported-@namespace" || m.ID == "unsupported-jsx-comment" && m.Location != nil && slices.Contains(strings.Split(path.Clean(m.Location.File), "/"), "node_modules")
	})
}

// carried is a finding of ours as a message of esbuild's, which Messages takes out
// again as it was. Esbuild adds the place where it has none.
func carried(m asset.Message, at *api.Location) api.Message {
	return api.Message{Text: m.Text, Location: at, Detail: m}
}

// Messages converts esbuild's messages.
func Messages(from []api.Message) []asset.Message {
	to := make([]asset.Message, 0, len(from))
	for _, m := range from {
		c, own := m.Detail.(asset.Message)
		if !own {
			c.Text = m.Text
		}
		if l := m.Location; l != nil {
			c.File, c.Line, c.Column, c.Source = path.Clean(l.File), l.Line, l.Column+1, l.LineText
		}
		if !own {
			c.Note = noteOf(m)
		}
		to = append(to, c)
	}
	return to
}

// noteOf puts esbuild's notes together; of an import that leads nowhere the first
// one, which says why.
func noteOf(m api.Message) string {
	says, _ := said(m.Text)
	var notes []string
	for _, n := range m.Notes {
		if saysWho(n.Text) { // how the linker's own parts are called is nothing to users
			continue
		}
		if l := n.Location; l != nil && saysWhere(n.Text) {
			n.Text += " " + path.Clean(l.File) + ":" + strconv.Itoa(l.Line)
		}
		if notes = append(notes, n.Text); says == saysUnresolved {
			break
		}
	}
	return strings.Join(notes, "; ")
}

// explain puts advice that holds here into the place of the linker's, which
// speaks of options that Paintbox does not have. What names the cause of others
// comes first.
func explain(dir string, sources *texts, ms []asset.Message) []asset.Message {
	for i := range ms {
		m := &ms[i]
		showSource(sources, m)
		sources.inPage(m)
		if strings.Contains(m.File, virtualMark) {
			m.File = displayPath(dir, m.File)
		}
		m.File = unmarkedSheet(m.File)
		switch says, name := said(m.Text); says {
		case saysNoExport:
			if name == "ReactComponent" {
				m.Note = "an image is its URL: import it with ?react for a component of React, or its default for an <img>"
			} else if m.Note == "" {
				m.Note = noExport(exporter(m.Text))
			}
		case saysDirectEval:
			m.Text = "direct eval: the text that it evaluates finds what this file declares, unless another module declares the same name, and nothing that it imports"
			m.Note = "write new Function(…) or (0, eval)(…), and give it what it needs; the file is in a chunk of its own as it is"
		case saysComment:
			m.Note = "remove the comments: only files such as tsconfig.json may have them"
		case saysIgnored:
			m.Note = "remove the import, take something of the module by it, or correct \"sideEffects\" in the package.json beside it"
		case saysLineComment:
			m.Note = "write /* … */: browsers take // for the start of the rule or declaration behind it, and pass over that"
		case saysUnresolved:
			m.Note = unresolved(dir, m, name)
			m.Cause = "import " + name
			if !strings.HasPrefix(name, ".") {
				m.Cause = "package " + importedPackage(name) + m.Note
			}
		case saysNoLoader:
			m.Note = noLoader(dir, name)
			m.Cause = "loader " + name
		case saysUnreadable:
			if !filepath.IsAbs(name) {
				break
			}
			m.Text = strings.ReplaceAll(m.Text, name, pathname.From(dir, name))
			if m.Note == "" {
				m.Note = "make it readable, or correct the import"
			}
		}
	}
	slices.SortStableFunc(ms, func(a, b asset.Message) int { return rank(a) - rank(b) })
	return ms
}

// noExport says what to do where a module does not export what is imported.
func noExport(module string) string {
	if name := packageName(module); name != "" {
		return "package " + name + " has no such export: correct the name, or install a version of " + name + " that has it"
	}
	return "export it there, or correct the name"
}

// inserted is what the names begin with that stand in changed sources.
const inserted = "__paintbox_"

// showSource puts the author's line into the place of one that was changed before
// the linker read it.
func showSource(sources *texts, m *asset.Message) {
	text, sheet := sources.written(m.File)
	if !sheet && !strings.Contains(m.Source, inserted) {
		return
	}
	lines := strings.Split(text, "\n")
	if m.Line < 1 || m.Line > len(lines) {
		m.Source = ""
		return
	}
	changed, at := m.Source, min(max(m.Column-1, 0), len(m.Source))
	m.Source = strings.TrimSuffix(lines[m.Line-1], "\r")
	switch before, behind := changed[:at], changed[at:]; {
	case strings.HasPrefix(m.Source, before):
	case strings.HasSuffix(m.Source, behind):
		m.Column = 1 + len(m.Source) - len(behind)
	default:
		word := len(behind) - len(strings.TrimLeftFunc(behind, func(c rune) bool { return isWord(c) || c == '$' }))
		m.Column = 1 + max(0, strings.Index(m.Source, behind[:word]))
	}
}

// rank is 0 for what may be the cause of other messages, such as a module that is
// not there.
func rank(m asset.Message) int {
	if m.Cause != "" {
		return 0
	}
	return 1
}

// unresolved says what to do about an import that leads nowhere.
func unresolved(dir string, m *asset.Message, specifier string) string {
	if rest, packaged := strings.CutPrefix(specifier, "~"); packaged && IsSheet(m.File) && isBare(rest) && aliasedIn(dir, specifier) == "" {
		specifier = rest // webpack's mark of packages
	}
	name := importedPackage(specifier)
	switch {
	case strings.HasPrefix(specifier, "/"):
		return "check the spelling: the path starts at the project's directory, or at its public directory"
	case strings.HasPrefix(specifier, "."):
		if near := nearestFile(filepath.Join(dir, filepath.FromSlash(path.Dir(m.File))), path.Base(m.File), specifier); near != "" {
			return "check the spelling: did you mean " + js.Quote(near) + "?"
		}
		return "check the spelling; the path is relative to " + m.File
	case strings.HasPrefix(specifier, "node:") || isBuiltin(specifier):
		return "Node.js has it, browsers do not: remove the import, give a version for browsers in \"alias\", or name it in \"external\" where the page provides it"
	case strings.HasPrefix(specifier, "#") && !strings.HasPrefix(specifier, "#/"):
		return "correct the name, or add it to \"imports\" in package.json"
	}
	if note := notInstallable(dir, m.File, specifier); note != "" {
		return note
	}
	if !installed(dir, m.File, name) {
		if note := otherJSX(dir, specifier); note != "" {
			return note
		}
		if note := unstatedRoot(dir, specifier); note != "" {
			return note
		}
		if member := toolchain.Member(dir, name); member != "" {
			return "it is the workspace's package in " + member + ": name it in \"dependencies\" of package.json, and install again"
		}
		return "install it (" + toolchain.Install(dir, false, name) + "), or name it in \"alias\" or \"external\""
	}
	cause := m.Note
	if saysWhatToMark(cause) {
		cause = "package " + name + " has no such file"
	}
	if member := toolchain.Member(dir, name); member != "" {
		return strings.TrimRight(cause, ":.") + ": correct the import, or build " + member + " first, where its package.json has a script for that"
	}
	return strings.TrimRight(cause, ":.") + ": correct the import, or install a version of " + name + " that has it"
}

// noLoader says what to do about a file of a type that is not bundled.
func noLoader(dir, ext string) string {
	state := "state in \"loader\" how to read it, such as { " + js.Quote(ext) + ": \"file\" } for its URL"
	switch ext {
	case ".scss", ".sass", ".less", ".styl":
		return "compile it to CSS before the build, and import that; or " + state
	case ".vue", ".svelte", ".astro", ".mdx":
		return "compile it to JavaScript before the build, and import that; or " + state
	}
	if plugin := readerOf(ext); plugin != "" {
		return "a plugin makes a module of it: name one in \"plugins\", such as [" + js.Quote(plugin) + "] after " + toolchain.Install(dir, true, plugin) + "; or import it with ?raw for its text, with ?url for its URL"
	}
	return state
}

// readerOf is a plugin that makes modules of files with an extension, whose text or
// URL is hardly wanted; "" where none is known.
func readerOf(ext string) string {
	switch ext {
	case ".graphql", ".gql":
		return "@rollup/plugin-graphql"
	case ".yaml", ".yml":
		return "@rollup/plugin-yaml"
	case ".csv", ".tsv":
		return "@rollup/plugin-dsv"
	case ".glsl", ".vert", ".frag", ".vs", ".fs", ".wgsl":
		return "vite-plugin-glsl"
	case ".md", ".markdown":
		return "vite-plugin-markdown"
	case ".pug", ".jade":
		return "rollup-plugin-pug"
	case ".hbs", ".handlebars":
		return "rollup-plugin-handlebars-plus"
	case ".coffee":
		return "rollup-plugin-coffee-script"
	case ".po", ".pot":
		return "@lingui/vite-plugin"
	}
	return ""
}
