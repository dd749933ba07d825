package modulefuzz

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Kind says how a build differs from native evaluation.
type Kind string

// The kinds of differences.
const (
	Broken Kind = "broken" // the builder failed
	Throws Kind = "throws" // the build throws where native evaluation does not
	Order  Kind = "order"  // the same lines in another order
	Lines  Kind = "lines"  // lines too many or too few
	Values Kind = "values" // other values
)

// Difference is one entry of one program that the build runs differently.
type Difference struct {
	Graph  Graph
	Entry  string
	Kind   Kind
	Native []string
	Built  []string
	Err    error // of the builder, for Broken
}

// compare judges the two logs of one entry; "" if they agree.
func compare(native, built []string) Kind {
	if i := tainted(native); i >= 0 {
		native = native[:i]
		built = built[:min(i, len(built))]
	}
	if slices.EqualFunc(native, built, sameLine) {
		return ""
	}
	for _, line := range built {
		if strings.HasPrefix(line, "ERROR") {
			return Throws
		}
	}
	if len(native) != len(built) {
		return Lines
	}
	a, b := slices.Sorted(slices.Values(native)), slices.Sorted(slices.Values(built))
	if slices.EqualFunc(a, b, func(x, y string) bool { return label(x) == label(y) }) &&
		!slices.EqualFunc(native, built, func(x, y string) bool { return label(x) == label(y) }) {
		return Order
	}
	return Values
}

// tainted finds the first line from which on a log says nothing; -1 if there is none.
func tainted(native []string) int {
	return slices.IndexFunc(native, func(line string) bool { return strings.Contains(line, "TAINT") })
}

// label is what a log line begins with: the place in the source.
func label(line string) string {
	id, rest, _ := strings.Cut(line, " ")
	if rest == "start" || rest == "end" {
		return line
	}
	return id
}

// sameLine accepts any value where the native line has TDZ.
func sameLine(native, built string) bool {
	if !strings.Contains(native, "TDZ") {
		return native == built
	}
	parts := strings.Split(native, "TDZ")
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile("(?s)^" + strings.Join(parts, ".*") + "$").MatchString(built)
}

// invalid tells why a native log says that the program itself is wrong.
func invalid(native []string) error {
	for _, line := range native {
		if strings.HasPrefix(line, "ERROR") {
			return fmt.Errorf("native evaluation: %s", line)
		}
	}
	return nil
}

// String tells the difference with both logs, and the program.
func (d Difference) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s: entry %s of seed %d\n", d.Kind, d.Entry, d.Graph.Seed)
	if d.Err != nil {
		fmt.Fprintf(&s, "the build failed: %v\n", d.Err)
	} else {
		s.WriteString("first difference (native | built):\n")
		writeFirst(&s, d.Native, d.Built)
	}
	s.WriteString(d.Graph.String())
	fmt.Fprintf(&s, "native log: %s\nbuilt log:  %s\n", strings.Join(d.Native, " | "), strings.Join(d.Built, " | "))
	return s.String()
}

func writeFirst(s *strings.Builder, native, built []string) {
	i := 0
	for i < len(native) && i < len(built) && sameLine(native[i], built[i]) {
		i++
	}
	for j := max(0, i-2); j < i+4; j++ {
		if j >= len(native) && j >= len(built) {
			break
		}
		mark, a, b := "  ", "(end)", "(end)"
		if j < len(native) {
			a = native[j]
		}
		if j < len(built) {
			b = built[j]
		}
		if !sameLine(a, b) {
			mark = "! "
		}
		fmt.Fprintf(s, "%s%-60s | %s\n", mark, a, b)
	}
}
