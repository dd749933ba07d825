package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/internal/config/starter"
)

func (a *app) initCommand() *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a configuration for the project that is here",
		Long: `Write a paintbox.json with comments for the project that is here: its entries,
its output directory, and the budgets that size-limit, bundlesize, bundlewatch,
Angular, Lighthouse (budget.json) or webpack (performance) hold for it, with
their units converted. What has no equivalent is named in a comment.

Configurations of these tools that are programs are run by Node.js, as the
tools do it.`,
		Example: `  paintbox init
  paintbox init --force`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.init(cmd.Context(), force) },
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace a configuration that is there already")
	return cmd
}

// init is the command "init".
func (a *app) init(ctx context.Context, force bool) error {
	if info, err := os.Stat(a.cwd); err != nil || !info.IsDir() {
		return usageError("--cwd takes the project's directory", "no directory %s", a.cwd)
	}
	project, err := starter.Find(ctx, a.cwd)
	if err != nil {
		return err
	}
	name, err := a.newConfig(project, force)
	if err != nil {
		return err
	}
	if err := writeOut(a.path(name), project.Config()); err != nil {
		return buildError{err}
	}
	return a.reportInit(name, project)
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
	if a.json {
		return json.NewEncoder(a.stdout).Encode(struct {
			File    string   `json:"file"`
			Tool    string   `json:"tool,omitempty"`
			Entries []string `json:"entries"`
			Outdir  string   `json:"outdir"`
			Budgets int      `json:"budgets"` // taken over
			Notes   []string `json:"notes"`   // what was not
		}{filepath.ToSlash(name), p.Tool, append([]string{}, p.Entries...), p.Outdir, budgets, notes})
	}
	if a.quiet {
		return nil
	}
	var out strings.Builder
	fmt.Fprintf(&out, "wrote %s", name)
	if p.Tool != "" {
		fmt.Fprintf(&out, " for a project of %s", p.Tool)
	}
	if p.Entries != nil {
		fmt.Fprintf(&out, ", entry %s", strings.Join(p.Entries, ", "))
	}
	fmt.Fprintf(&out, ", output in %s\n", p.Outdir)
	if len(from) > 0 {
		fmt.Fprintf(&out, "budgets taken over: %d, from %s\n", budgets, strings.Join(from, ", "))
	}
	for _, note := range notes {
		fmt.Fprintf(&out, "not taken over: %s\n", note)
	}
	for _, hint := range p.Hints {
		fmt.Fprintln(&out, hint)
	}
	_, err := a.stdout.Write([]byte(out.String()))
	return err
}
