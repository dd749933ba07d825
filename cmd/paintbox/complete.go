package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/paintbox-build/paintbox/internal/report"
)

// completeTheRest turns off what shells offer for values without a completion of
// their own: a file is no size, and no address.
func completeTheRest(cmd *cobra.Command) {
	none := func(f *pflag.Flag) {
		_, known := cmd.GetFlagCompletionFunc(f.Name)
		if !known && f.Annotations == nil && f.NoOptDefVal == "" {
			complete(cmd, f.Name)
		}
	}
	cmd.LocalNonPersistentFlags().VisitAll(none)
	cmd.PersistentFlags().VisitAll(none)
	for _, c := range cmd.Commands() {
		completeTheRest(c)
	}
}

// complete makes the shell offer values for a flag.
func complete(cmd *cobra.Command, flag string, values ...string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag was added just now
	}
}

// completeFiles makes the shell offer files of some types for flags.
func completeFiles(flags *pflag.FlagSet, extensions []string, names ...string) {
	for _, name := range names {
		if err := cobra.MarkFlagFilename(flags, name, extensions...); err != nil {
			panic(err) // the flag was added just now
		}
	}
}

// completeDirs makes the shell offer directories for flags.
func completeDirs(flags *pflag.FlagSet, names ...string) {
	for _, name := range names {
		if err := flags.SetAnnotation(name, cobra.BashCompSubdirsInDir, []string{}); err != nil {
			panic(err) // the flag was added just now
		}
	}
}

// completePairs offers values after the equals sign of name=value.
func completePairs(values []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		name, _, value := strings.Cut(typed, "=")
		if !value {
			return nil, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
		}
		var list []string
		for _, v := range values {
			list = append(list, name+"="+v)
		}
		return list, cobra.ShellCompDirectiveNoFileComp
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
