package tool

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// command is one that a script of package.json runs.
type command struct {
	name string
	rest []string
	env  map[string]string
}

// buildScripts are the names of scripts that make what is deployed.
func buildScripts() []string {
	return []string{"build", "build:prod", "build:production", "build-prod", "prod", "production", "build:client", "build:web", "build:app", "dist", "bundle", "compile", "webpack", "deploy"}
}

// maxScripts bounds how far scripts that run scripts are followed.
const maxScripts = 8

// commands are what the script for the build runs, in their order.
func commands(dir string) []command {
	var manifest struct {
		Scripts map[string]string `json:"scripts"`
	}
	data, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil || json.Unmarshal(data, &manifest) != nil {
		return nil // a broken package.json is reported by the linker
	}
	var list []command
	for _, name := range buildScripts() {
		if script, ok := manifest.Scripts[name]; ok {
			list = append(list, follow(script, manifest.Scripts, nil, 0)...)
		}
	}
	return list
}

var (
	separators = regexp.MustCompile(`\s*(?:&&|\|\||;|(?:^|\s)&(?:\s|$)|\|)\s*`)
	assignment = regexp.MustCompile(`^([A-Za-z_]\w*)=(.*)$`)
)

// follow lists the commands of a script, with those of the scripts that it runs.
func follow(script string, scripts, env map[string]string, depth int) []command {
	if depth > maxScripts {
		return nil
	}
	var list []command
	for _, part := range separators.Split(script, -1) {
		c := command{env: map[string]string{}}
		maps.Copy(c.env, env)
		for _, word := range words(part) {
			switch m := assignment.FindStringSubmatch(word); {
			case c.name == "" && m != nil:
				c.env[m[1]] = m[2]
			case c.name == "" && slices.Contains([]string{"cross-env", "env", "npx", "bunx", "dotenv", "--", "exec", "time", "better-npm-run"}, word), c.name == "" && strings.HasPrefix(word, "-"):
			case c.name == "":
				c.name = word
			default:
				c.rest = append(c.rest, word)
			}
		}
		list = append(list, c.expand(scripts, depth)...)
	}
	return list
}

// words splits a command as a shell does.
func words(text string) []string {
	var list []string
	var word []byte
	started, quote := false, byte(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\\' && quote != '\'' && i+1 < len(text) && strings.IndexByte("\"'\\$` ", text[i+1]) >= 0: // others are parts of Windows' paths
			i++
			word, started = append(word, text[i]), true
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote, started = c, true
		case quote == 0 && strings.IndexByte(" \t\r\n", c) >= 0:
			if started {
				list = append(list, string(word))
			}
			word, started = nil, false
		default:
			word, started = append(word, c), true
		}
	}
	if started {
		list = append(list, string(word))
	}
	return list
}

// expand is the command, or the commands of the scripts that it runs.
func (c command) expand(scripts map[string]string, depth int) []command {
	var named []string
	switch {
	case slices.Contains([]string{"npm", "yarn", "pnpm", "bun"}, c.name):
		rest := slices.DeleteFunc(slices.Clone(c.rest), func(word string) bool { return word == "run" || word == "run-script" || strings.HasPrefix(word, "-") })
		if len(rest) == 0 {
			return nil
		}
		if scripts[rest[0]] == "" { // a program of a package
			at := slices.Index(c.rest, rest[0])
			return []command{{name: rest[0], rest: c.rest[at+1:], env: c.env}}
		}
		named = rest[:1]
	case slices.Contains([]string{"npm-run-all", "run-s", "run-p", "concurrently"}, c.name):
		for _, word := range c.rest {
			named = append(named, strings.TrimPrefix(word, "npm:"))
		}
	case c.name == "node":
		return c.node()
	default:
		return []command{c}
	}
	var list []command
	for _, name := range named {
		if script := scripts[name]; script != "" {
			list = append(list, follow(script, scripts, c.env, depth+1)...)
		}
	}
	return list
}

// node is a tool that Node is told to run by its file.
func (c command) node() []command {
	for i, word := range c.rest {
		if m := regexp.MustCompile(`node_modules/(?:\.bin/|(?:@[\w-]+/)?)([\w-]+)`).FindStringSubmatch(word); m != nil {
			return []command{{name: m[1], rest: c.rest[i+1:], env: c.env}}
		}
	}
	return []command{c}
}

// flag is the value of a flag; "" without it.
func (c command) flag(name string) string {
	for i, word := range c.rest {
		if value, ok := strings.CutPrefix(word, name+"="); ok {
			return value
		}
		if word == name && i+1 < len(c.rest) {
			return c.rest[i+1]
		}
	}
	return ""
}

// args are what a configuration that is a function is given by --env, and what
// Vite is told beside its file.
func (c command) args() map[string]string {
	made := map[string]string{}
	for _, name := range []string{"base", "outDir"} {
		if value := c.flag("--" + name); c.name == "vite" && value != "" && !strings.Contains(value, "$") {
			made[name] = value
		}
	}
	for i, word := range c.rest {
		given, direct := strings.CutPrefix(word, "--env=")
		if dotted, ok := strings.CutPrefix(word, "--env."); ok {
			given, direct = dotted, true
		}
		if word == "--env" && i+1 < len(c.rest) {
			given, direct = c.rest[i+1], true
		}
		if direct && given != "" {
			key, value, has := strings.Cut(given, "=")
			if !has {
				value = "true"
			}
			made[key] = value
		}
	}
	return made
}
