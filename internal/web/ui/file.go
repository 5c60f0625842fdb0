package ui

import (
	"strings"

	"hotro/internal/chat"
)

// File is a file as pages show it.
type File struct {
	Name    string `json:"name"`
	URL     string `json:"url"`
	Size    string `json:"size,omitempty"`
	Picture bool   `json:"picture,omitempty"`
	Audio   bool   `json:"audio,omitempty"`
}

// File returns how to show a file that is served at url under name. A photo or
// a voice note without a name is called by its kind.
func (w Words) File(f chat.File, url, name string) File {
	v := File{Name: name, URL: url, Size: w.Size(f.Size)}
	v.Picture = f.Kind == chat.FilePhoto
	v.Audio = f.Kind == chat.FileVoice
	if strings.TrimSpace(f.Name) == "" {
		v.Name = w.T("web.file_" + string(f.Kind))
	}
	return v
}

// Icon names the icon of a file that is neither shown nor played in place.
func (f File) Icon() string { return "file" }
