package zalo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"hotro/internal/capped"
	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/text"
)

// What Zalo carries.
const (
	maxImage   = 1 << 20
	maxFile    = 5 << 20
	uploadLife = 6 * 24 * time.Hour // Zalo keeps an upload for seven days
)

// upload is a file that Zalo holds.
type upload struct {
	form  form
	id    string
	until time.Time
}

// form is the way Zalo carries a file.
type form string

const (
	asImage form = "image"
	asFile  form = "file"
	asLink  form = "" // not at all
)

var (
	// errForm: Zalo does not carry this file.
	errForm = errors.New("not an image of 1 MB or a document of 5 MB")
	// errBytes: the file could not be read from where it is kept.
	errBytes = errors.New("file could not be opened")
)

// sendFile sends a part's one file, with its caption: an image or document
// itself, all else as a link.
func (s *sender) sendFile(ctx context.Context, to chat.Address, part chat.Reply) (string, error) {
	f := part.Files[0]
	if anonymous(to) {
		return s.sendLink(ctx, to, part, errForm)
	}
	if f.Kind == chat.FilePhoto && f.Channel == chat.Zalo && s.media.Allowed(f.Ref) {
		id, err := s.message(ctx, to, content{Text: part.Text, Attachment: picture(element{Media: "image", URL: f.Ref})})
		return s.linkIfRefused(ctx, to, part, id, err)
	}
	for again := false; ; again = true {
		up, known, err := s.uploads.uploaded(ctx, to.Bot, f)
		switch {
		case errors.Is(err, errForm), errors.Is(err, errBytes):
			return s.sendLink(ctx, to, part, err)
		case err != nil:
			return "", err
		case up.form == asFile && part.Text != "":
			return s.sendLink(ctx, to, part, errForm) // a document has no room for words
		}
		c := content{Text: part.Text, Attachment: picture(element{Media: "image", Attachment: up.id})}
		if up.form == asFile {
			c = content{Attachment: &attached{Type: "file", Payload: payload{Token: up.id}}}
		}
		id, err := s.message(ctx, to, c)
		if !known || again || code(err) != codeExpired {
			return s.linkIfRefused(ctx, to, part, id, err)
		}
		s.uploads.known.Remove(fileKey(to.Bot, f)) // Zalo dropped it before its time
	}
}

func picture(e element) *attached {
	return &attached{Type: "template", Payload: payload{Template: "media", Elements: []element{e}}}
}

// linkIfRefused returns what became of a file that was sent, after sending a link in
// its place where Zalo does not take it after all.
func (s *sender) linkIfRefused(ctx context.Context, to chat.Address, part chat.Reply, id string, err error) (string, error) {
	if refusesForm(err) {
		return s.sendLink(ctx, to, part, err)
	}
	return id, err
}

// sendLink says where the file can be had; cause is why it is not sent itself.
func (s *sender) sendLink(ctx context.Context, to chat.Address, part chat.Reply, cause error) (string, error) {
	f := part.Files[0]
	url, ok := "", false
	if s.link != nil {
		url, ok = s.link.Link(f)
	}
	switch {
	case !ok && errors.Is(cause, errBytes):
		return "", &channels.Failure{Class: channels.Later, Reason: fileUnopened, Err: cause}
	case !ok:
		return "", &channels.Failure{Class: channels.Refused, Reason: fileNoLink, Err: cause}
	}
	s.count(AsLink)
	say := s.in(part.Lang)
	words := say.T("zalo.link", "url", url)
	if name := text.FileName(f.Name); name != "" {
		words = say.T("zalo.link_named", "name", name, "url", url)
	}
	if part.Text != "" {
		words = channels.Cut(part.Text, max(1, maxText-channels.Units(words)-1))[0] + "\n" + words
	}
	return s.message(ctx, to, content{Text: words})
}

// uploads hands files to Zalo and remembers what it holds.
type uploads struct {
	api   *api
	files Files // may be nil
	now   func() time.Time
	known *lru.Cache[string, upload]
}

// uploaded returns the file as Zalo holds it; known when it did before. Its
// error is errForm, errBytes or a *channels.Failure.
func (u *uploads) uploaded(ctx context.Context, oa string, f chat.File) (up upload, known bool, err error) {
	if up, ok := u.known.Get(fileKey(oa, f)); ok && u.now().Before(up.until) {
		return up, true, nil
	}
	data, err := u.bytes(ctx, f)
	if err != nil {
		return upload{}, false, err
	}
	name := f
	if f.Kind == chat.FilePhoto && len(data) > maxImage {
		if small, ok := shrink(data); ok {
			data, name = small, chat.File{Kind: f.Kind, Name: strings.TrimSuffix(f.Name, path.Ext(f.Name))}
		}
	}
	up = upload{form: formOf(name.Name, data), until: u.now().Add(uploadLife)}
	if up.form == asLink {
		return upload{}, false, errForm
	}
	if up.id, err = u.upload(ctx, oa, up.form, uploadName(name, up.form), data); err != nil {
		return upload{}, false, err
	}
	u.known.Add(fileKey(oa, f), up)
	return up, false, nil
}

// bytes reads a file that Zalo may carry. Its error is errForm, errBytes, or
// a *channels.Failure for a file that is gone.
func (u *uploads) bytes(ctx context.Context, f chat.File) ([]byte, error) {
	if u.files == nil || f.Size > maxFile {
		return nil, errForm
	}
	r, size, err := u.files.Open(ctx, f)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil, &channels.Failure{Class: channels.Refused, Reason: fileGone, Err: err}
	case err != nil:
		return nil, fmt.Errorf("%w: %w", errBytes, err)
	}
	defer r.Close()
	if size > maxFile {
		return nil, errForm
	}
	data, err := capped.ReadAll(r, maxFile)
	switch {
	case errors.Is(err, capped.ErrTooLarge):
		return nil, errForm
	case err != nil:
		return nil, fmt.Errorf("%w: %w", errBytes, err)
	}
	return data, nil
}

// formOf looks at the bytes, not at what the sender calls them; a document
// also needs its usual name, for Zalo goes by that.
func formOf(name string, data []byte) form {
	begins := func(s string) bool { return bytes.HasPrefix(data, []byte(s)) }
	ext := strings.ToLower(path.Ext(name))
	switch {
	case len(data) <= maxImage && (begins("\xff\xd8\xff") || begins("\x89PNG\r\n\x1a\n")):
		return asImage
	case begins("%PDF-") && (ext == ".pdf" || ext == ""),
		begins("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") && ext == ".doc",
		begins("PK\x03\x04") && ext == ".docx":
		return asFile
	}
	return asLink
}

// upload hands the bytes to Zalo and returns the id to send them by.
func (u *uploads) upload(ctx context.Context, oa string, as form, name string, data []byte) (string, error) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return "", fmt.Errorf("write an upload: %w", err)
	}
	raw, err := u.api.call(ctx, oa, func(ctx context.Context) (*http.Request, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.api.url+"/v2.0/oa/upload/"+string(as), bytes.NewReader(body.Bytes()))
		if err == nil {
			req.Header.Set("Content-Type", w.FormDataContentType())
		}
		return req, err
	})
	if refusesForm(err) {
		return "", errForm
	}
	if f, ok := errors.AsType[*channels.Failure](err); ok && f.Class == channels.Unknown {
		return "", &channels.Failure{Class: channels.Later, Reason: f.Reason, Err: f.Err} // an upload is no message yet
	}
	if err != nil {
		return "", err
	}
	var r struct {
		Image word `json:"attachment_id"`
		File  word `json:"token"`
	}
	if err := json.Unmarshal(raw, &r); err != nil || r.Image+r.File == "" {
		return "", errForm
	}
	return first(r.Image, r.File), nil
}

func fileKey(oa string, f chat.File) string {
	return oa + "\x00" + f.Channel + "\x00" + f.Ref + "\x00" + f.Blob
}

// uploadName is what Zalo is told that a file is called: never empty, and with
// an extension.
func uploadName(f chat.File, as form) string {
	name := text.FileName(f.Name)
	switch ext := path.Ext(name); {
	case as == asImage && ext == "":
		name += ".jpg"
	case as == asFile && ext == "":
		name += ".pdf"
	}
	return name
}
