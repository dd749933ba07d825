package link

import "strings"

// sheetMark tells the sheet from the script, where a style sheet is both (values.go).
const sheetMark = made + "sheet"

// marked is what follows the path of the sheet of such a module, where a suffix does.
func marked(suffix string) string {
	if strings.Contains(suffix, "?") {
		return suffix + "&" + sheetMark
	}
	return suffix + "?" + sheetMark
}

// unmarkedSheet is a suffix without the mark.
func unmarkedSheet(suffix string) string {
	return strings.TrimSuffix(strings.TrimSuffix(suffix, "?"+sheetMark), "&"+sheetMark)
}

func isMarked(suffix string) bool { return strings.HasSuffix(suffix, sheetMark) }
