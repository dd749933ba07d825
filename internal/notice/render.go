package notice

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// Files renders notices for people and for programs; none where there is
// nothing to say. They depend on the notices alone.
func (n Notices) Files() ([]asset.File, error) {
	if len(n.Packages) == 0 && len(n.Own) == 0 {
		return nil, nil
	}
	data, err := n.json()
	if err != nil {
		return nil, err
	}
	var files []asset.File
	for _, f := range []struct {
		name string
		data []byte
	}{{JSONFile, data}, {TextFile, n.text()}} {
		files = append(files, asset.File{Path: f.name, Name: f.name, Kind: asset.KindOf(f.name), Data: f.data, Notice: true})
	}
	return files, nil
}

func (n Notices) json() ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	document := struct {
		Packages []Package `json:"packages"`
		Comments []string  `json:"comments,omitempty"`
	}{append([]Package{}, n.Packages...), n.Own}
	err := enc.Encode(document)
	return out.Bytes(), err
}

// text is one section for each package, below a line.
func (n Notices) text() []byte {
	line := strings.Repeat("-", 80) + "\n"
	var out bytes.Buffer
	out.WriteString("Notices of the packages that files here were made from.\n")
	part := func(title, text string) { out.WriteString("\n" + title + ":\n\n" + text + "\n") }
	for _, p := range n.Packages {
		out.WriteString("\n" + line + p.String() + "\nLicense: " + p.License + "\n")
		if p.Author != "" {
			out.WriteString("Author: " + p.Author + "\n")
		}
		if p.Note != "" {
			out.WriteString("Note: " + p.Note + "\n")
		}
		for _, t := range p.Texts {
			part(t.File, t.Text)
		}
		if p.Comments != nil {
			part("Comments in its files", strings.Join(p.Comments, "\n\n"))
		}
	}
	if n.Own != nil {
		out.WriteString("\n" + line)
		out.WriteString("Comments in the application's own files:\n\n" + strings.Join(n.Own, "\n\n") + "\n")
	}
	return out.Bytes()
}
