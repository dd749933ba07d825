package main

import (
	"cmp"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/internal/config/starter"
	"github.com/paintbox-build/paintbox/internal/plugin"
)

func (a *app) initCommand() *cobra.Command {
	var force, noNode bool
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a configuration for the project that is here",
		Long: `Write a paintbox.json with comments for the project that is here: its entries,
its output directory, and the budgets that size-limit, bundlesize, bundlewatch,
Angular, Lighthouse (budget.json) or webpack (performance) hold for it, with
their units converted. What has no equivalent is named in a comment.

What a build reads of a configuration for Vite, Rsbuild, webpack and the like
is written down as well, and Vite's plugins in paintbox.plugins.mjs: a build
with these files is the same as without.

Configurations of these tools that are programs are run by Node.js, as the
tools do it.`,
		Example: `  paintbox init
  paintbox init --force`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.init(cmd.Context(), force, noNode) },
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace a configuration that is there already")
	cmd.Flags().BoolVar(&noNode, "no-node", false, "run no Node: configurations that are programs are not read")
	return cmd
}

// init is the command "init".
func (a *app) init(ctx context.Context, force, noNode bool) error {
	if info, err := os.Stat(a.cwd); err != nil || !info.IsDir() {
		return usageError("--cwd takes the project's directory", "no directory %s", a.cwd)
	}
	a.asScript()
	t := &taking{dir: a.cwd, foreign: plugin.NewForeign(ctx, plugin.Node{Never: noNode, Environment: a.environ, Terminal: a.stderr})}
	defer func() { _ = t.foreign.Close() }() // a directory of the system's own that stays is no reason to fail
	project, err := starter.Find(ctx, a.cwd, starter.Options{NoNode: noNode, Taken: t.take})
	_, warnings := t.foreign.Messages()
	a.term.warn(warnings)
	if err != nil {
		return err
	}
	name, err := a.newConfig(project, force)
	if err != nil {
		return err
	}
	if t.module != "" {
		if err := a.writePlugins(t.module, force); err != nil {
			return err
		}
	}
	if err := writeOut(a.path(name), project.Config()); err != nil {
		return buildError{err}
	}
	return a.reportInit(name, project)
}

// pluginFile is what the plugins of another tool's configuration are written to.
const pluginFile = "paintbox.plugins.mjs"

// taking reads another tool's configuration for starter.Find.
type taking struct {
	dir     string
	foreign *plugin.Foreign
	module  string // the text of pluginFile; "" for none
}

func (t *taking) take() (*starter.Taken, error) {
	dir, err := filepath.Abs(t.dir)
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, err
	}
	t.foreign.Read(dir, "production")
	w, ok, err := t.foreign.Write()
	if err != nil || w.File == "" {
		return nil, err
	}
	taken := &starter.Taken{Unread: !ok, File: w.File, Tool: w.Tool, Settings: w.Settings, Stays: w.Stays}
	if t.module = w.Module; t.module != "" {
		taken.Plugins = "./" + pluginFile
	}
	return taken, nil
}

// writePlugins writes the file with the plugins.
func (a *app) writePlugins(text string, force bool) error {
	file := filepath.Join(a.cwd, pluginFile)
	if _, err := os.Lstat(file); err == nil && !force {
		return usageError("--force replaces it", "there is a file %s already", pluginFile)
	}
	if err := writeOut(file, []byte(text)); err != nil {
		return buildError{err}
	}
	return nil
}

// newConfig is the file to write. A configuration that is there is replaced in
// its place, or not at all.
func (a *app) newConfig(project *starter.Project, force bool) (string, error) {
	names := []string{"paintbox.json", "paintbox.jsonc"}
	if a.config != "" {
		names = []string{a.config}
	}
	for _, name := range names {
		if _, err := os.Lstat(a.path(name)); err != nil {
			continue
		}
		if !force {
			return "", usageError("--force replaces it", "there is a configuration already, %s", name)
		}
		return name, nil
	}
	if project.Own && !force && a.config == "" {
		return "", usageError("--force writes "+names[0]+", which then holds instead", "there is a configuration already, the key \"paintbox\" of package.json")
	}
	return names[0], nil
}

// reportInit prints what was found.
func (a *app) reportInit(name string, p *starter.Project) error {
	budgets, notes := 0, []string{}
	var from []string
	for _, s := range p.Sources {
		budgets += len(s.Budgets)
		if len(s.Budgets) > 0 {
			from = append(from, s.Name)
		}
		notes = append(notes, s.Notes...)
	}
	taken := cmp.Or(p.Taken, &starter.Taken{})
	if a.json {
		return json.NewEncoder(a.stdout).Encode(struct {
			File    string   `json:"file"`
			Tool    string   `json:"tool,omitempty"`
			Entries []string `json:"entries"`
			Outdir  string   `json:"outdir"`
			Plugins string   `json:"plugins,omitempty"` // the file with those of another tool's configuration
			Stays   []string `json:"stays,omitempty"`   // what a build still reads of that
			Budgets int      `json:"budgets"`           // taken over
			Notes   []string `json:"notes"`             // what was not
		}{filepath.ToSlash(name), p.Tool, append([]string{}, p.Entries...), p.Outdir, taken.Plugins, taken.Stays, budgets, notes})
	}
	if a.quiet {
		return nil
	}
	text := "wrote %s"
	values := []any{name}
	if p.Tool != "" {
		text, values = text+" for a project of %s", append(values, p.Tool)
	}
	if p.Entries != nil {
		text, values = text+", entry %s", append(values, strings.Join(p.Entries, ", "))
	}
	out := line(text+", output in %s", append(values, p.Outdir)...)
	if taken.Plugins != "" {
		out += line("wrote %s, with the plugins of %s", pluginFile, taken.File)
	}
	if len(taken.Stays) > 0 {
		out += line("%s has to stay: a build still reads of it %s", taken.File, strings.Join(taken.Stays, ", "))
	}
	if len(from) > 0 {
		out += line("budgets taken over: %d, from %s", budgets, strings.Join(from, ", "))
	}
	for _, note := range notes {
		out += line("not taken over: %s", note)
	}
	for _, hint := range p.Hints {
		out += line("%s", hint)
	}
	_, err := a.stdout.Write([]byte(out))
	return err
}
