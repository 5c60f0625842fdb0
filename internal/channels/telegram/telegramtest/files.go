package telegramtest

import (
	"encoding/json"
	"net/http"
	"path"
	"strconv"
	"strings"

	"hotro/internal/channels/channeltest"
)

// storedFile is a file on the server; its id is its place in the list.
type storedFile struct {
	kind, name, mime string
	data             []byte
}

const (
	maxFetch  = 20 << 20
	maxPhoto  = 10 << 20
	maxUpload = 50 << 20
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// keep stores a file and returns its id. The lock is held.
func (tg *Server) keep(f storedFile) string {
	tg.files = append(tg.files, &f)
	return "FILE-" + strconv.Itoa(len(tg.files))
}

func (tg *Server) stored(id string) *storedFile {
	n, err := strconv.Atoi(strings.TrimPrefix(id, "FILE-"))
	if err != nil || n < 1 || n > len(tg.files) || !strings.HasPrefix(id, "FILE-") {
		return nil
	}
	return tg.files[n-1]
}

// attach puts a stored file into a message in the form of its kind.
func (tg *Server) attach(m *wireMessage, kind, id string) {
	f := tg.stored(id)
	wire := &wireFile{FileID: id, UniqueID: "u" + id, Name: f.name, MIME: f.mime, Size: len(f.data)}
	switch kind {
	case "photo":
		m.Photo = []wirePhoto{
			{FileID: id + "-small", UniqueID: "s" + id, Width: 90, Height: 60, Size: 1000},
			{FileID: id, UniqueID: "u" + id, Width: 1280, Height: 853, Size: len(f.data)},
		}
	case "voice":
		wire.Name = ""
		m.Voice = wire
	case "audio":
		m.Audio = wire
	case "video":
		m.Video = wire
	default:
		m.Document = wire
	}
}

// sentFile is the file of a message, nil without one. The lock is held.
func (tg *Server) sentFile(m *wireMessage) *Sent {
	var kind, id string
	switch {
	case len(m.Photo) > 0:
		kind, id = "photo", m.Photo[len(m.Photo)-1].FileID
	case m.Document != nil:
		kind, id = "document", m.Document.FileID
	case m.Voice != nil:
		kind, id = "voice", m.Voice.FileID
	case m.Audio != nil:
		kind, id = "audio", m.Audio.FileID
	case m.Video != nil:
		kind, id = "video", m.Video.FileID
	default:
		return nil
	}
	s := &Sent{Kind: kind, ID: id}
	if f := tg.stored(id); f != nil {
		s.Name, s.Data = f.name, f.data
	}
	return s
}

// incoming finds the file of a send call: uploaded bytes, an id, or what an
// "attach://" points at. URLs are not fetched: the double reaches nobody.
func (tg *Server) incoming(r *request, kind, field string) (string, *wireError) {
	value := r.str(field)
	if name, ok := strings.CutPrefix(value, "attach://"); ok {
		field, value = name, ""
	}
	if up, ok := r.files[field]; ok {
		if len(up.data) == 0 {
			return "", bad("file must be non-empty")
		}
		if len(up.data) > maxUpload {
			return "", &wireError{Code: 413, Text: "Request Entity Too Large"}
		}
		if kind == "photo" && len(up.data) > maxPhoto {
			return "", bad("PHOTO_INVALID_DIMENSIONS")
		}
		return tg.keep(storedFile{kind: kind, name: up.name, mime: up.mime, data: up.data}), nil
	}
	if strings.HasPrefix(value, "http://") || strings.HasPrefix(value, "https://") {
		return "", bad("failed to get HTTP URL content")
	}
	f := tg.stored(value)
	switch {
	case value == "":
		return "", bad("there is no " + kind + " in the request")
	case f == nil:
		return "", bad("wrong file identifier/HTTP URL specified")
	case (f.kind == "photo") != (kind == "photo"):
		return "", bad("type of file mismatch")
	}
	return value, nil
}

func (tg *Server) sendFile(r *request, kind string) (any, *wireError) {
	caption, list, no := formatted(r.str("caption"), r)
	if no != nil {
		return nil, no
	}
	if channeltest.UTF16Len(caption) > 1024 {
		return nil, bad("message caption is too long")
	}
	id, no := tg.incoming(r, kind, kind)
	if no != nil {
		return nil, no
	}
	c, m, no := tg.draft(r, 1)
	if no != nil {
		return nil, no
	}
	m.Caption, m.Entities = caption, list
	tg.attach(&m, kind, id)
	return tg.add(c, m).msg, nil
}

func (tg *Server) sendMediaGroup(r *request) (any, *wireError) {
	var list []struct {
		Type, Media, Caption string
		Mode                 string `json:"parse_mode"`
		entities             []wireEntity
	}
	if json.Unmarshal([]byte(r.str("media")), &list) != nil {
		return nil, bad("can't parse media JSON object")
	}
	if len(list) < 2 || len(list) > 10 {
		return nil, bad("group send must include 2-10 items")
	}
	ids := make([]string, len(list))
	for i, l := range list {
		one := &request{params: map[string]string{"media": l.Media}, files: r.files}
		var no *wireError
		if ids[i], no = tg.incoming(one, l.Type, "media"); no != nil {
			return nil, no
		}
		one.params["parse_mode"] = l.Mode
		if list[i].Caption, list[i].entities, no = formatted(l.Caption, one); no != nil {
			return nil, no
		}
		if channeltest.UTF16Len(list[i].Caption) > 1024 {
			return nil, bad("message caption is too long")
		}
	}
	c, m, no := tg.draft(r, len(list))
	if no != nil {
		return nil, no
	}
	out := []wireMessage{}
	m.Album = tg.next("album-")
	for i, l := range list {
		one := m
		one.Caption, one.Entities = l.Caption, l.entities
		tg.attach(&one, l.Type, ids[i])
		out = append(out, tg.add(c, one).msg)
	}
	return out, nil
}

func (tg *Server) getFile(r *request) (any, *wireError) {
	id := strings.TrimSuffix(r.str("file_id"), "-small")
	f := tg.stored(id)
	switch {
	case f == nil:
		return nil, bad("invalid file_id")
	case len(f.data) > maxFetch:
		return nil, bad("file is too big")
	}
	return map[string]any{
		"file_id": id, "file_unique_id": "u" + id, "file_size": len(f.data),
		"file_path": f.kind + "s/" + id + path.Ext(f.name),
	}, nil
}

func (tg *Server) download(w http.ResponseWriter, at string) {
	name := path.Base(at)
	tg.mu.Lock()
	f := tg.stored(strings.TrimSuffix(name, path.Ext(name)))
	tg.mu.Unlock()
	if f == nil {
		answer(w, nil, &wireError{Code: 404, Text: "Not Found"})
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(f.data) // the client may have gone
}
