// Package ansi puts text into the looks that terminals know.
package ansi

// Look is how text looks: parameters of the control sequence "select graphic
// rendition" (ECMA-48, 8.3.117), of which several stand with semicolons between
// them.
type Look string

// The looks in use.
const (
	Bold   Look = "1"
	Dim    Look = "2"
	Red    Look = "31"
	Green  Look = "32"
	Yellow Look = "33"
	Cyan   Look = "36"
)

// Paint tells whether text is painted, or left as it is.
type Paint bool

// In puts text into a look; "" is none.
func (p Paint) In(look Look, text string) string {
	if !p || look == "" || text == "" {
		return text
	}
	return "\x1b[" + string(look) + "m" + text + "\x1b[0m"
}
