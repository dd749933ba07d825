package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/internal/report"
)

// complete makes the shell offer values for a flag.
func complete(cmd *cobra.Command, flag string, values ...string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag was added just now
	}
}

// completeFiles makes the shell offer files of a type for flags.
func completeFiles(cmd *cobra.Command, extension string, flags ...string) {
	for _, flag := range flags {
		if err := cmd.MarkFlagFilename(flag, extension); err != nil {
			panic(err) // the flag was added just now
		}
	}
}

// completeDirectory makes the shell offer directories as an argument.
func completeDirectory(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// completeReporter offers the formats, and files after the equals sign.
func completeReporter(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	if strings.Contains(typed, "=") {
		return nil, cobra.ShellCompDirectiveDefault
	}
	var list []string
	for _, f := range report.Formats() {
		list = append(list, f.Name+"\t"+f.Help)
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}
