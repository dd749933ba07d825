package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/paintbox-build/paintbox/asset"
)

// root is the command without a name, which builds.
func (a *app) root() *cobra.Command {
	root := a.buildCommand()
	root.Use = "paintbox [command] [entry...]"
	root.Short = "Build, split, compress and budget a frontend application"
	root.Long = `Paintbox bundles an application, splits it into named chunk groups whose files
stay below a size limit, minifies and compresses them, writes a size-limited
service worker, and fails a build that breaks its budget.

Without a command it builds: "paintbox" is "paintbox build".

Exit status: 0 done, 1 build failed, 2 usage or configuration wrong,
3 budget exceeded, 130 interrupted (SIGINT or SIGTERM).`
	root.Args = func(_ *cobra.Command, args []string) error { return a.entriesNotCommand(root, args) }
	// Commands first, and files where none is meant: a directive that filters files would hide the commands from bash.
	root.ValidArgsFunction = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault)
	root.SilenceErrors, root.SilenceUsage = true, true
	root.Version = version()
	root.SetVersionTemplate("paintbox {{.Version}}\n")
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetFlagErrorFunc(unknownFlag)

	flags := root.PersistentFlags()
	flags.StringVar(&a.config, "config", "", "read the configuration from `file` (default paintbox.json, paintbox.jsonc or package.json)")
	flags.StringVar(&a.cwd, "cwd", ".", "the project's `directory`")
	flags.Bool("json", false, "print a report for programs on standard output, also when the build fails")
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "print nothing but warnings and errors")
	flags.Bool("no-color", false, "print without colours (also: NO_COLOR=1)")

	completeFiles(flags, []string{"json", "jsonc"}, "config")
	completeDirs(flags, "cwd")

	build := a.buildCommand()
	build.Use = "build [entry...]"
	build.Short = "Build the application (the default command)"
	root.AddCommand(build, a.checkCommand(), a.initCommand(), a.swCommand(), a.previewCommand(), a.hostCommand(), a.verifyCommand(), a.cacheCommand(), a.versionCommand())
	completeTheRest(root)
	strict(root)
	return root
}

// strict makes errors of unknown help topics and shells, where cobra would print
// help and be content.
func strict(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() } // cobra checks the arguments of what runs
		}
	}
	root.SetHelpCommand(&cobra.Command{
		Use:   "help [command]",
		Short: "Help about a command",
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(root, args[0])
			}
			return c.Help()
		},
	})
}

// entriesNotCommand tells an entry from a command with a slip of the finger.
func (a *app) entriesNotCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 || filepath.Ext(args[0]) != "" || strings.ContainsAny(args[0], `/\`) {
		return nil
	}
	if _, err := os.Stat(filepath.Join(a.cwd, args[0])); err == nil {
		return nil // config says what is wrong with it
	}
	return unknownCommand(root, args[0])
}

func unknownCommand(root *cobra.Command, name string) error {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	note := "commands: " + strings.Join(names, ", ") + "; entries are files such as index.html"
	if near := asset.Nearest(name, names); near != "" {
		note = "did you mean \"paintbox " + near + "\"?"
	}
	return usageError(note, "unknown command %q", name)
}

// unknownFlag adds the nearest flag to the error about one that there is not.
func unknownFlag(cmd *cobra.Command, err error) error {
	missing, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	note := "see " + cmd.CommandPath() + " --help"
	if near := asset.Nearest(missing.GetSpecifiedName(), names); near != "" {
		note = "did you mean --" + near + "?"
	}
	return usageError(note, "%v", err)
}
