package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/config"
)

// settingFlag is a flag that sets a key of the configuration. The configuration
// checks the value as if it stood in the file.
type settingFlag struct {
	name   string
	key    string // of the configuration: "chunks.maxSize"
	kind   kind
	values []string // for completion
	dir    bool     // the value is a directory
	usage  string   // with the value's name in back quotes

	set   bool
	value any
}

// kind is how a flag's text becomes a value.
type kind string

const (
	text  kind = "string"    // the text itself
	list  kind = "list"      // a,b and repeated
	pairs kind = "key=value" // repeated
	off   kind = "bool"      // the key is false
)

// settingFlags is the table of these flags.
func settingFlags() []*settingFlag {
	return []*settingFlag{
		{name: "outdir", key: "outdir", kind: text, dir: true, usage: "write the build to `directory` (default dist)"},
		{name: "base", key: "base", kind: text, usage: "public `path` of the output directory; ./ works in any (default /)"},
		{name: "public-dir", key: "publicDir", kind: text, dir: true, usage: "publish the files of a `directory` under their own names (default public)"},
		{name: "target", key: "target", kind: text, values: bundler.Targets(), usage: "oldest language `version` or browsers, such as " + bundler.DefaultTarget + " or chrome120,safari17 (default browserslist, else " + bundler.DefaultTarget + ")"},
		{name: "mode", key: "mode", kind: text, usage: "read .env.`name` beside .env, and tell sources the name (default production)"},
		{name: "sourcemap", key: "sourcemap", kind: text, values: config.Accepted("sourcemap"), usage: "write source maps: none, linked or hidden `mode` (default none)"},
		{name: "max-size", key: "chunks.maxSize", kind: text, usage: "`size` limit of every script file (default 244KB)"},
		{name: "min-size", key: "chunks.minSize", kind: text, usage: "`size` below which files are merged (default 20KB)"},
		{name: "define", key: "define", kind: pairs, usage: "replace a global by an expression: `name=value`"},
		{name: "alias", key: "alias", kind: pairs, usage: "replace an imported package: `from=to`"},
		{name: "loader", key: "loader", kind: pairs, values: config.Accepted("loader"), usage: "how to read files of an extension: `.ext=loader`"},
		{name: "external", key: "external", kind: list, usage: "leave `imports` to the browser"},
		{name: "conditions", key: "conditions", kind: list, usage: "additional `names` for the exports field of package.json"},
		{name: "no-compress", key: "compress", kind: off, usage: "write no " + coding.Suffixes() + " files"},
		{name: "no-service-worker", key: "serviceWorker", kind: off, usage: "write no sw.js"},
		{name: "no-cache", key: "cache", kind: off, usage: "use and keep no results of other builds"},
		{name: "no-budgets", key: "budgets", kind: off, usage: "judge nothing"},
	}
}

// addSettingFlags adds the table to a command. The function that it returns
// gives what the user has set.
func addSettingFlags(cmd *cobra.Command) func() []config.Setting {
	table := settingFlags()
	for _, f := range table {
		added := cmd.Flags().VarPF(f, f.name, "", f.usage)
		if f.kind == off {
			added.NoOptDefVal = "true"
		}
		switch {
		case f.dir:
			completeDirs(cmd.Flags(), f.name)
		case f.kind == pairs && f.values != nil:
			if err := cmd.RegisterFlagCompletionFunc(f.name, completePairs(f.values)); err != nil {
				panic(err) // the flag was added just now
			}
		case f.values != nil:
			complete(cmd, f.name, f.values...)
		}
	}
	return func() []config.Setting {
		var settings []config.Setting
		for _, f := range table {
			if f.set {
				settings = append(settings, config.Setting{Flag: "--" + f.name, Key: f.key, Value: f.value})
			}
		}
		return settings
	}
}

var _ pflag.Value = (*settingFlag)(nil)

// Set reads one occurrence of the flag.
func (f *settingFlag) Set(s string) error {
	f.set = true
	switch f.kind {
	case text:
		f.value = s
	case list:
		before, _ := f.value.([]string)
		f.value = append(before, strings.Split(s, ",")...)
	case pairs:
		name, value, ok := strings.Cut(s, "=")
		if !ok || name == "" {
			return fmt.Errorf("write --%s name=value", f.name)
		}
		before, _ := f.value.(map[string]string)
		if before == nil {
			before = map[string]string{}
		}
		before[name] = value
		f.value = before
	case off:
		on, err := strconv.ParseBool(s)
		if err != nil {
			return fmt.Errorf("write --%s, or --%s=false", f.name, f.name)
		}
		f.value = !on
	}
	return nil
}

// String is the default in help texts: there is none, because the usage names it.
func (f *settingFlag) String() string { return "" }

// Type names the value in help texts.
func (f *settingFlag) Type() string { return string(f.kind) }
