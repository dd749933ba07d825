package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/report"
)

func addWhyFlag(cmd *cobra.Command, names *[]string) {
	cmd.Flags().StringArrayVar(names, "why", nil, "say why a package or module is in its files: a `name`, the end of a path or a glob; may be repeated")
}

// findWhy finds what --why asks for. The error is about the first name that
// nothing has.
func findWhy(b *asset.Build, names []string) ([]report.Finding, error) {
	var found []report.Finding
	var unknown error
	for _, name := range names {
		list := report.FindModules(b, name)
		if list == nil && unknown == nil {
			note := "give the name of a package, or the path of a module relative to the project"
			if near := asset.Nearest(name, report.ModuleNames(b)); near != "" {
				note = fmt.Sprintf("did you mean %q?", near)
			}
			unknown = usageError(note, "--why %s: no package or module of that name is in the build", name)
		}
		found = append(found, list...)
	}
	return found, unknown
}

// answer prints what --why asked for, unless the report is for programs and has
// it.
func (a *app) answer(r *report.Report) error {
	if a.json || len(r.Why) == 0 {
		return nil
	}
	return report.WriteWhy(a.stdout, &r.Build, r.Why, report.Options{Color: a.term.out.color, Width: a.term.out.width})
}
