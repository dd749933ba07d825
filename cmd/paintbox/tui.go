package main

// What goes to the terminal, and how. These are all the rules, and this file and
// progress.go are where they are kept:
//
//   - Standard output carries the result: the report, or with --json one JSON
//     value and nothing else, also when the build fails. Standard error carries
//     everything else: progress, warnings, errors.
//   - An error starts with "error:", a warning with "warning:", then the place
//     as file:line:column, what is wrong, and in parentheses what to change. The
//     source line follows, with a caret where the column is known. Messages of
//     one cause are one: the first, the next two places, and how many there are.
//   - Colours are for terminals, each stream judged by itself. NO_COLOR (when
//     not empty), TERM=dumb and --no-color turn them off. Nothing is told by
//     colour alone.
//   - On a terminal one line of progress is redrawn at most ten times a second,
//     and gone when the work ends. Elsewhere a stage is a line of its own, and
//     only once it has taken five seconds, so that the log of a short build
//     holds nothing but its result. --quiet and --json show no progress.
//   - --quiet leaves warnings and errors.
//   - Nobody sees a Go panic: an internal error says what to report, and where
//     the stack trace is.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/ansi"
)

// maxMessages is the number of errors, and of warnings, that are printed: what
// one mistake causes fits, and the first ones stay in sight.
const maxMessages = 20

// stream is standard output or standard error.
type stream struct {
	io.Writer
	terminal bool
	color    bool
	width    int // columns of the terminal, 0 elsewhere
}

// terminal prints by the rules above.
type terminal struct {
	app      *app
	out, err stream
	reported bool // the JSON value is already on standard output
}

// newTerminal looks at the streams, the environment and the flags. It does not
// wait for the flags to be parsed, because it prints their errors too.
func newTerminal(a *app, args []string) *terminal {
	a.json = given(args, "--json")
	noColor, _ := a.env("NO_COLOR")
	kind, _ := a.env("TERM")
	plain := noColor != "" || given(args, "--no-color")
	look := func(w io.Writer) stream {
		s := stream{Writer: w}
		f, ok := w.(*os.File)
		if !ok || kind == "dumb" || !term.IsTerminal(int(f.Fd())) {
			return s
		}
		s.terminal, s.color = true, !plain
		s.width, _, _ = term.GetSize(int(f.Fd()))
		return s
	}
	return &terminal{app: a, out: look(a.stdout), err: look(a.stderr)}
}

// given reports whether a switch is among the arguments.
func given(args []string, name string) bool {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	return slices.ContainsFunc(args, func(arg string) bool {
		value, ok := strings.CutPrefix(arg, name+"=")
		on, err := strconv.ParseBool(value)
		return arg == name || ok && err == nil && on
	})
}

// line formats a line for people; the texts in it are names that others chose,
// and stay on it.
func line(format string, args ...any) string {
	for i, arg := range args {
		if text, ok := arg.(string); ok {
			args[i] = ansi.Printable(text)
		}
	}
	return ansi.Inert(fmt.Sprintf(format, args...)) + "\n"
}

// paint puts text into a style where the stream shows any.
func (s stream) paint(style ansi.Look, text string) string {
	return ansi.Paint(s.color).In(style, text)
}

// fail prints an error, and with --json the JSON value that stands for it.
func (t *terminal) fail(err error, status int) {
	messages := messagesOf(err)
	t.wrong(messages)
	if t.app.json && !t.reported {
		_ = t.failJSON(err, messages, status) // the error itself is on standard error
	}
}

// wrong prints what is wrong.
func (t *terminal) wrong(messages []asset.Message) {
	t.print("error:", ansi.Bold+";"+ansi.Red, messages)
}

// messagesOf is what an error says.
func messagesOf(err error) asset.Messages {
	if messages, ok := errors.AsType[asset.Messages](err); ok {
		return messages
	}
	return asset.Messages{{Text: err.Error()}}
}

// warn prints the warnings of a build that is done.
func (t *terminal) warn(messages []asset.Message) {
	t.print("warning:", ansi.Bold+";"+ansi.Yellow, messages)
}

func (t *terminal) print(label string, style ansi.Look, messages []asset.Message) {
	var b strings.Builder
	groups := byCause(messages)
	for i, group := range groups {
		if i == maxMessages {
			fmt.Fprintf(&b, "%s %d more\n", t.err.paint(style, label), len(slices.Concat(groups[i:]...)))
			break
		}
		m := group[0]
		first, more, several := strings.Cut(ansi.Lines(m.String()), "\n")
		fmt.Fprintf(&b, "%s %s\n", t.err.paint(style, label), t.err.paint(ansi.Bold, first))
		if several {
			fmt.Fprintln(&b, more)
		}
		if m.Line > 0 && strings.TrimSpace(m.Source) != "" {
			t.excerpt(&b, m)
		}
		if more := others(group); more != "" {
			fmt.Fprintf(&b, "  %s\n", t.err.paint(ansi.Dim, ansi.Lines(more)))
		}
	}
	_, _ = io.WriteString(t.err, b.String()) // there is nowhere to report this to
}

// byCause puts together what one change mends, in the order of the first of each.
func byCause(messages []asset.Message) [][]asset.Message {
	var groups [][]asset.Message
	index := map[string]int{}
	for _, m := range messages {
		key := m.Cause
		if key == "" {
			key = m.Text + "\n" + m.Note + "\n" + m.Key
		}
		i, known := index[key]
		if !known {
			i = len(groups)
			index[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], m)
	}
	return groups
}

// shownPlaces is how many places of one cause are named.
const shownPlaces = 3

// others says where else a cause shows; "" where it does not.
func others(group []asset.Message) string {
	if len(group) == 1 {
		return ""
	}
	var places []string
	for _, m := range group[1:min(len(group), shownPlaces)] {
		place := m
		place.Note = ""
		if m.Text == group[0].Text {
			place.Text = ""
		}
		places = append(places, strings.TrimSuffix(place.String(), ": "))
	}
	text := fmt.Sprintf("%d times in all, also %s", len(group), strings.Join(places, "; "))
	if len(group) > shownPlaces {
		text += "; …"
	}
	return text
}

// excerpt prints a message's source line and a caret below its column. Of a long
// line it shows what surrounds the column.
func (t *terminal) excerpt(b *strings.Builder, m asset.Message) {
	const context = 40 // characters before the column that are always shown
	width := 100
	if t.err.width > 0 {
		width = max(20, t.err.width-10)
	}
	before := ""
	if m.Column > 0 {
		before = m.Source[:min(m.Column-1, len(m.Source))]
	}
	tabs := strings.NewReplacer("\t", "  ")
	line, at := []rune(tabs.Replace(m.Source)), utf8.RuneCountInString(tabs.Replace(before))
	if len(line) > width && at > context {
		line, at = line[at-context:], context
	}
	if len(line) > width {
		line = append(line[:width-1:width-1], '…')
	}
	gutter := strconv.Itoa(m.Line)
	fmt.Fprintf(b, "%s %s\n", t.err.paint(ansi.Dim, "  "+gutter+" │"), ansi.Inert(ansi.Printable(strings.TrimRight(string(line), " "))))
	if m.Column > 0 {
		margin := t.err.paint(ansi.Dim, "  "+strings.Repeat(" ", len(gutter))+" │")
		fmt.Fprintf(b, "%s %s%s\n", margin, strings.Repeat(" ", at), t.err.paint(ansi.Green, "^"))
	}
}

// failure is the JSON value of a command that failed.
type failure struct {
	Error struct {
		Message  string           `json:"message"`
		Exit     int              `json:"exit"`
		Messages []failureMessage `json:"messages"`
	} `json:"error"`
}

type failureMessage struct {
	Text   string `json:"text"`
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	Source string `json:"source,omitempty"`
	Note   string `json:"note,omitempty"`
	Key    string `json:"key,omitempty"`
}

func (t *terminal) failJSON(err error, messages asset.Messages, status int) error {
	var f failure
	f.Error.Message, f.Error.Exit = err.Error(), status
	f.Error.Messages = failureMessages(messages)
	return json.NewEncoder(t.out).Encode(f)
}

func failureMessages(messages asset.Messages) []failureMessage {
	var list []failureMessage
	for _, m := range messages {
		list = append(list, failureMessage{Text: m.Text, File: m.File, Line: m.Line, Column: m.Column, Source: m.Source, Note: m.Note, Key: m.Key})
	}
	return list
}

// internalError says what to do about a mistake of Paintbox itself. The stack
// trace goes into a file.
func (t *terminal) internalError(cause any, stack []byte) {
	details := fmt.Sprintf("paintbox %s, %s, %s/%s\n%v\n\n%s", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, cause, stack)
	note := "please report it, with your command and configuration"
	if f, err := os.CreateTemp("", "paintbox-error-*.txt"); err == nil {
		_, err = f.WriteString(details)
		if errors.Join(err, f.Close()) == nil {
			note = "please report it, with " + f.Name() + ", your command and your configuration"
		}
	}
	t.fail(asset.Messages{{Text: fmt.Sprintf("internal error in paintbox %s: %v", version(), cause), Note: note}}, exitFailed)
}
