package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/paintbox-build/paintbox/internal/ansi"
)

// attacks are what names of packages, files and modules may hold: each begins with
// a line of its own.
func attacks() []string {
	return []string{
		"\n::error file=x::pwned", "\r\n::stop-commands::x", "\n  ::warning::pwned", "##[error]pwned", "%0A::error::pwned", "a|b", "a\\|b", "`code`", "``",
		"](http://evil.example)", "[x](javascript:alert(1))", "http://evil.example/", "www.evil.example", "@everyone", "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "<!-- -->",
		"\x1b[31mred\x1b]0;title\a", "\u009b31m", "\u202egnp.js", "\u2028::error::x", "\xff\xfe", "]]>", "&#64;everyone", "\n# Title", "\n| a | b |", "</summary></details>", "---", " ",
	}
}

// hostile puts an attack behind every name of a report: every string that is a
// name, wherever it stands.
func hostile(t *testing.T, attack string) Report {
	t.Helper()
	r := shopReport(t)
	var walk func(v reflect.Value, name string)
	walk = func(v reflect.Value, name string) {
		switch v.Kind() {
		case reflect.String:
			if v.CanSet() && v.Type() == reflect.TypeFor[string]() && v.String() != "" && name != "Type" && name != "Base" {
				v.SetString(v.String() + attack)
			}
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				walk(v.Elem(), name)
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(v.Index(i), name)
			}
		case reflect.Struct: // the names of stages are ours
			for i := range v.NumField() {
				if f := v.Type().Field(i).Name; f != "Stages" {
					walk(v.Field(i), f)
				}
			}
		}
	}
	walk(reflect.ValueOf(&r).Elem(), "")
	return r
}

// In every format the names are text, whatever they are.
func TestNamesAreText(t *testing.T) {
	for _, attack := range attacks() {
		r := hostile(t, attack)
		for _, f := range Formats() {
			var out bytes.Buffer
			if err := Write(&out, f.Name, r, Options{All: true}); err != nil {
				t.Fatal(err)
			}
			text := out.String()
			for _, c := range text {
				if c != '\n' && c != '\u200b' && unicode.Is(unicode.C, c) || c == '\u2028' {
					at := strings.IndexRune(text, c)
					t.Errorf("%s, %q: the report holds %q", f.Name, attack, text[max(0, at-60):min(len(text), at+20)])
					break
				}
			}
			if f.Name != "github" {
				for line := range strings.Lines(text) {
					if ansi.Inert(line) != line {
						t.Errorf("%s, %q: the line is a command: %q", f.Name, attack, line)
					}
				}
			}
			check(t, f.Name, attack, text)
		}
	}
}

// check holds a report to the rules of its format.
func check(t *testing.T, format, attack, text string) {
	t.Helper()
	switch format {
	case "json", "sarif":
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Errorf("%s, %q: %v", format, attack, err)
		}
	case "junit":
		decoder := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				t.Errorf("%s, %q: %v", format, attack, err)
				return
			}
		}
	case "github":
		command := regexp.MustCompile(`^::(error|warning|notice) ([a-z]+=[^:,\r\n]*)(,[a-z]+=[^:,\r\n]*)*::`)
		for line := range strings.Lines(text) {
			if !command.MatchString(line) {
				t.Errorf("%s, %q: %q", format, attack, line)
			}
		}
	case "markdown":
		checkMarkdown(t, attack, text)
	}
}

// checkMarkdown makes sure that no row of a table has other columns than its head, and that
// outside of code nothing but the report's own markup stands.
func checkMarkdown(t *testing.T, attack, text string) {
	t.Helper()
	if !strings.HasPrefix(text, Marker+"\n") {
		t.Errorf("%q: no marker", attack)
	}
	code := regexp.MustCompile("`[^`|\\\\\n]+`")
	own := regexp.MustCompile(`</?(code|details|summary)>|<br>|&#\d+;`)
	columns := 0
	for line := range strings.Lines(strings.TrimPrefix(text, Marker+"\n")) {
		line = strings.TrimSuffix(line, "\n")
		bare := code.ReplaceAllString(line, "")
		switch n := strings.Count(bare, "|"); {
		case !strings.HasPrefix(line, "|"):
			columns = 0
			if n > 0 {
				t.Errorf("%q: a row begins elsewhere: %q", attack, line)
			}
		case columns == 0:
			columns = n
		case n != columns:
			t.Errorf("%q: %d columns instead of %d: %q", attack, n, columns, line)
		}
		if strings.Contains(bare, "@e") {
			t.Errorf("%q: a mention: %q", attack, line)
		}
		bare = own.ReplaceAllString(bare, "")
		for _, bad := range []string{"<", ">", "`", "](", "://", "www.", "\\"} {
			if strings.Contains(bare, bad) {
				t.Errorf("%q: %q outside of code: %q", attack, bad, line)
			}
		}
		if strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "---") {
			t.Errorf("%q: markup of its own: %q", attack, line)
		}
	}
}

// What programs read has the names as they are.
func TestNamesOfProgramsAreWhole(t *testing.T) {
	for _, attack := range attacks() {
		if strings.Contains(attack, "\xff") {
			continue // no text of Unicode
		}
		var out bytes.Buffer
		if err := Write(&out, "json", hostile(t, attack), Options{}); err != nil {
			t.Fatal(err)
		}
		var d struct{ Files []struct{ Path string } }
		if err := json.Unmarshal(out.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		for _, f := range d.Files {
			if !strings.HasSuffix(f.Path, attack) {
				t.Errorf("%q: %q", attack, f.Path)
			}
		}
	}
}
