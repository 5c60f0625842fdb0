// Package files serves what users and staff send each other: from our own
// store or from the platform that holds it, never as anything a browser would
// run. Media opens and serves a chat.File; Links signs addresses that expire,
// for channels that can't carry a file.
//
// Who may see a file is decided by the caller. Safe for concurrent use. Start
// reading at Media.Serve.
package files

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/text"
	"hotro/internal/web/limit"
	"hotro/prompts"
)

// Limits on files.
const (
	MaxUpload = 10 << 20 // bytes taken from a browser
	MaxFetch  = 20 << 20 // bytes passed on from a platform: the most a bot may fetch
)

// Errors of an upload that its sender is told.
var (
	ErrTooLarge   = errors.New("file too large") // over MaxUpload
	ErrFull       = errors.New("no room for files; words still fit")
	ErrUnreadable = errors.New("the upload was interrupted")
)

// Blobs keeps small files in our store for a while.
type Blobs interface {
	PutBlob(ctx context.Context, b store.Blob, now time.Time, ttl time.Duration) (id string, err error)
	Blob(ctx context.Context, id string, now time.Time) (store.Blob, error)
}

// Bounded is a Blobs that knows how full it is: files are refused while words
// still fit.
type Bounded interface {
	Room(ctx context.Context) (store.Room, error)
}

// Media opens files wherever they are.
type Media struct {
	blobs   Blobs
	fetcher channels.Fetcher
	ttl     time.Duration
	vi, en  *prompts.Say
	keeping chan struct{} // a place for each upload that is whole in memory
	serving *limit.Crowd  // files on their way to browsers
	proxies limit.Proxies
}

// How many files are on their way at once, in all and to an address. Others
// wait for their turn: a page with many pictures asks for all of them.
const (
	allServed, hostServed = 64, 12
	turnIn                = 20 * time.Second
	turnLook              = 50 * time.Millisecond
)

// keepers is how many uploads are whole in memory at once, each some three
// times: as it is, packed, and on its way to the store.
const keepers = 2

// Behind says which proxies are believed about where a request comes from;
// none without it.
func (m *Media) Behind(p limit.Proxies) *Media {
	m.proxies = p
	return m
}

// NewMedia returns a Media; fetcher fetches what platforms keep (nil: nobody
// does), and ttl is how long uploads are kept (zero: for ever).
func NewMedia(blobs Blobs, fetcher channels.Fetcher, ttl time.Duration) *Media {
	return &Media{blobs: blobs, fetcher: fetcher, ttl: ttl, vi: prompts.Must("vi"), en: prompts.Must("en"), keeping: make(chan struct{}, keepers), serving: limit.NewCrowd(allServed, hostServed, hostServed)}
}

// refuse explains in both languages why a file is not served: whoever holds an
// address may speak either.
func (m *Media) refuse(w http.ResponseWriter, key string, status int) {
	http.Error(w, m.vi.T(key)+" / "+m.en.T(key), status)
}

// Open returns the bytes of a file, at most MaxFetch, and their number: -1
// when it is not known in advance. The caller closes it.
func (m *Media) Open(ctx context.Context, f chat.File) (io.ReadCloser, int64, error) {
	if f.Blob != "" {
		b, err := m.blobs.Blob(ctx, f.Blob, time.Now())
		if err != nil {
			return nil, 0, fmt.Errorf("stored file: %w", err)
		}
		return io.NopCloser(bytes.NewReader(b.Data)), int64(len(b.Data)), nil
	}
	if m.fetcher == nil || f.Ref == "" {
		return nil, 0, fmt.Errorf("file of channel %q: %w", f.Channel, store.ErrNotFound)
	}
	rc, err := m.fetcher.Fetch(ctx, f, MaxFetch)
	if err != nil {
		return nil, 0, fmt.Errorf("file of channel %q: %w", f.Channel, err)
	}
	return rc, -1, nil
}

// Serve writes a file, or the parts of it that are asked for. Pictures in the
// four formats that every browser shows safely are shown; anything else is a
// download, whatever it claims to be. A slow reader holds no large file in
// memory.
func (m *Media) Serve(w http.ResponseWriter, r *http.Request, f chat.File) error {
	leave, ok := m.turn(r)
	if !ok {
		w.Header().Set("Retry-After", "5")
		m.refuse(w, "web.file_broken", http.StatusTooManyRequests)
		return nil
	}
	defer leave()
	body, size, err := m.fetch(r, f)
	switch {
	case gone(err):
		m.refuse(w, "web.file_gone", http.StatusNotFound)
		return err
	case err != nil: // of our store, or of a platform
		w.Header().Set("Retry-After", "5")
		m.refuse(w, "web.file_broken", http.StatusServiceUnavailable)
		return err
	}
	defer body.Close()
	head := make([]byte, 512)
	n, err := io.ReadFull(body, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		m.refuse(w, "web.file_broken", http.StatusBadGateway)
		return fmt.Errorf("read file: %w", err)
	}
	label(w.Header(), Sniff(head[:n]), f.Name)
	// A large file may take longer than the server's usual patience.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(2 * time.Minute))
	if at, ok := body.(io.ReaderAt); ok {
		http.ServeContent(w, r, "", time.Time{}, io.NewSectionReader(at, 0, size))
		return nil
	}
	if r.Method == http.MethodHead {
		return nil
	}
	if _, err := io.Copy(w, io.MultiReader(bytes.NewReader(head[:n]), body)); err != nil {
		return fmt.Errorf("send file: %w", err)
	}
	return nil
}

// turn waits for a place among the files on their way; false when there is none
// in time.
func (m *Media) turn(r *http.Request) (leave func(), ok bool) {
	host := m.proxies.Client(r)
	if leave, ok = m.serving.Enter(host, host); ok {
		return leave, true
	}
	look, late := time.NewTicker(turnLook), time.NewTimer(turnIn)
	defer look.Stop()
	defer late.Stop()
	for {
		select {
		case <-look.C:
			if leave, ok = m.serving.Enter(host, host); ok {
				return leave, true
			}
		case <-late.C:
			return nil, false
		case <-r.Context().Done():
			return nil, false
		}
	}
}

// gone reports a file that nobody has any more, rather than one that can't be
// had at this moment.
func gone(err error) bool {
	f, known := errors.AsType[*channels.Failure](err)
	return errors.Is(err, store.ErrNotFound) || known && (f.Class == channels.Gone || f.Class == channels.Refused)
}

// label sets the headers that keep a file from being run.
func label(h http.Header, kind, name string) {
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", disposition(kind, name))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "private, max-age=3600")
}

// fetch opens a file to be served. One of ours lies on disk then, and so does
// one of a platform of which parts are asked for: those can be read at any
// place. Others are passed on as they come.
func (m *Media) fetch(r *http.Request, f chat.File) (io.ReadCloser, int64, error) {
	if f.Blob == "" && r.Header.Get("Range") == "" {
		return m.Open(r.Context(), f)
	}
	leave, err := m.enter(r.Context())
	if err != nil {
		return nil, 0, err
	}
	defer leave()
	body, _, err := m.Open(r.Context(), f)
	if err != nil {
		return nil, 0, err
	}
	defer body.Close()
	s, err := spooled(body, MaxFetch)
	if err != nil {
		return nil, 0, err
	}
	return &laid{io.NewSectionReader(s, 0, s.size), s}, s.size, nil
}

// laid is a spool as a file to read from.
type laid struct {
	*io.SectionReader
	spool *spool
}

// Close gives the disk back.
func (l *laid) Close() error {
	l.spool.close()
	return nil
}

// Shown reports whether a sniffed type is a picture that is shown in place.
func Shown(kind string) bool {
	switch kind {
	case "image/png", "image/jpeg", "image/gif", "image/webp":
		return true
	}
	return false
}

// Sniff returns the bytes' type among those that are safe to name; anything
// else is application/octet-stream.
func Sniff(head []byte) string {
	kind, _, _ := strings.Cut(http.DetectContentType(head), ";")
	switch {
	case Shown(kind), kind == "application/pdf", kind == "application/zip", kind == "application/ogg",
		strings.HasPrefix(kind, "audio/"), strings.HasPrefix(kind, "video/"):
		return kind
	case kind == "text/plain":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

func disposition(kind, name string) string {
	how := "attachment"
	if Shown(kind) {
		how = "inline"
	}
	if d := mime.FormatMediaType(how, map[string]string{"filename": SafeName(name)}); d != "" {
		return d
	}
	return how
}

// SafeName is what a sender called a file, safe to show and to pass on; never
// empty.
func SafeName(s string) string { return cmp.Or(text.FileName(s), "file") }
