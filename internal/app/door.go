package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"hotro/internal/archive"
	"hotro/internal/chat"
	"hotro/internal/door"
	"hotro/internal/privacy"
)

// openDoor lets commands in while the program has the embedded store.
func (b *builder) openDoor(ctx context.Context) error {
	if b.cfg.RedisURL != "" || b.test.Listener != nil {
		return nil // every process reaches the store, or the program is to listen nowhere else
	}
	ln, err := door.Listen(ctx, b.cfg.DataDir)
	if err != nil {
		b.log.Warn("commands can't reach this process while it runs; a shorter DATA_DIR may help", "err", err)
		return nil
	}
	b.later("door", func() error { return ignoreClosed(ln.Close()) })
	b.loop("door", func(ctx context.Context) {
		if err := door.Serve(ctx, ln, doorRoutes(b.people, b.store)); err != nil && !errors.Is(err, net.ErrClosed) {
			b.log.Error("no more commands are let in", "err", err)
		}
	})
	return nil
}

// doorRoutes are what caller asks for.
func doorRoutes(p People, kept archive.Source) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /people", answering(func(r *http.Request) (any, error) { return p.Find(r.Context(), r.FormValue("who")) }))
	mux.HandleFunc("GET /people/{conv}", answering(func(r *http.Request) (any, error) { return p.Preview(r.Context(), r.PathValue("conv")) }))
	mux.HandleFunc("POST /people/{conv}/forget", answering(func(r *http.Request) (any, error) {
		var e chat.Erasure
		if err := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<16)).Decode(&e); err != nil {
			return nil, err
		}
		return p.Forget(r.Context(), r.PathValue("conv"), e)
	}))
	mux.HandleFunc("GET /people/{conv}/export", streaming(func(r *http.Request, to io.Writer) error {
		return p.Export(r.Context(), r.PathValue("conv"), to)
	}))
	mux.HandleFunc("GET /backup", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Trailer", things)
		streaming(func(r *http.Request, to io.Writer) error {
			n, err := archive.Write(r.Context(), kept, to)
			w.Header().Set(things, strconv.Itoa(n))
			return err
		})(w, r)
	})
	return mux
}

// The statuses of errors that pass the door as they are.
const (
	nobody     = http.StatusNotFound
	unfinished = http.StatusAccepted
)

// things tells behind a backup how many it holds.
const things = "Hotro-Things"

func refuse(w http.ResponseWriter, err error) {
	status := http.StatusInternalServerError
	switch {
	case errors.Is(err, privacy.ErrNobody):
		status = nobody
	case errors.Is(err, privacy.ErrUnfinished):
		status = unfinished
	}
	http.Error(w, err.Error(), status)
}

// answering answers with JSON.
func answering(do func(r *http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := do(r)
		if err != nil {
			refuse(w, err)
			return
		}
		_ = json.NewEncoder(w).Encode(v)
	}
}

// streaming answers with what is written. An error after the first byte cuts the
// answer off, so that nobody takes it for whole.
func streaming(do func(r *http.Request, to io.Writer) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		to := &begun{Writer: w}
		err := do(r, to)
		switch {
		case err != nil && to.yes:
			panic(http.ErrAbortHandler)
		case err != nil:
			refuse(w, err)
		}
	}
}

// begun knows whether something was written.
type begun struct {
	io.Writer
	yes bool
}

func (b *begun) Write(p []byte) (int, error) {
	b.yes = b.yes || len(p) > 0
	return b.Writer.Write(p)
}

// caller asks a running program at its door.
type caller struct{ client *http.Client }

// Find is People's, asked at the door.
func (c caller) Find(ctx context.Context, who string) (found []privacy.Person, err error) {
	err = c.ask(ctx, http.MethodGet, "/people?who="+url.QueryEscape(who), nil, &found)
	return found, err
}

// Preview is People's, asked at the door.
func (c caller) Preview(ctx context.Context, conv string) (x privacy.Extent, err error) {
	err = c.ask(ctx, http.MethodGet, "/people/"+url.PathEscape(conv), nil, &x)
	return x, err
}

// Forget is People's, asked at the door.
func (c caller) Forget(ctx context.Context, conv string, e chat.Erasure) (done privacy.Entry, err error) {
	err = c.ask(ctx, http.MethodPost, "/people/"+url.PathEscape(conv)+"/forget", e, &done)
	return done, err
}

// Export is People's, asked at the door.
func (c caller) Export(ctx context.Context, conv string, to io.Writer) error {
	_, err := c.stream(ctx, "/people/"+url.PathEscape(conv)+"/export", to)
	return err
}

// backup copies all that the running program's store holds.
func (c caller) backup(ctx context.Context, to io.Writer) (n int, err error) {
	trailer, err := c.stream(ctx, "/backup", to)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(trailer.Get(things))
}

// ask sends JSON and reads JSON.
func (c caller) ask(ctx context.Context, method, path string, send, answer any) error {
	body, err := json.Marshal(send)
	if err != nil {
		return err
	}
	res, err := c.do(ctx, method, path, string(body))
	if err != nil {
		return err
	}
	defer res.Body.Close()
	return json.NewDecoder(res.Body).Decode(answer)
}

// stream copies an answer, to its end or to an error.
func (c caller) stream(ctx context.Context, path string, to io.Writer) (trailer http.Header, err error) {
	res, err := c.do(ctx, http.MethodGet, path, "")
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if _, err := io.Copy(to, res.Body); err != nil {
		return nil, fmt.Errorf("copy from the running bot: %w", err)
	}
	return res.Trailer, nil
}

func (c caller) do(ctx context.Context, method, path, body string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, door.Host+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	res, err := c.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask the running bot: %w", err)
	}
	switch res.StatusCode {
	case http.StatusOK:
		return res, nil
	case nobody:
		return nil, errors.Join(privacy.ErrNobody, res.Body.Close())
	case unfinished:
		return nil, errors.Join(privacy.ErrUnfinished, res.Body.Close())
	}
	defer res.Body.Close()
	why, err := io.ReadAll(io.LimitReader(res.Body, 1<<16))
	return nil, errors.Join(errors.New(strings.TrimSpace(string(why))), err)
}
