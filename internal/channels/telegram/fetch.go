package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"hotro/internal/capped"
	"hotro/internal/chat"
)

// Fetch returns the bytes of a file that arrived on Telegram. They come from
// TELEGRAM_API_URL alone, at most max (and 20 MB) of them.
func (c *client) Fetch(ctx context.Context, f chat.File, limit int64) (io.ReadCloser, error) {
	if f.Channel != chat.Telegram || f.Ref == "" {
		return nil, fmt.Errorf("telegram file: channel %q has no file of Telegram's", f.Channel)
	}
	limit = min(limit, maxFetch)
	if f.Size > limit {
		return nil, fmt.Errorf("telegram file: %d bytes, want at most %d", f.Size, limit)
	}
	raw, err := c.call(ctx, "getFile", map[string]string{"file_id": f.Ref})
	if err != nil {
		return nil, err
	}
	type result struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	file, err := decode[result]("getFile", raw)
	if err != nil {
		return nil, err
	}
	if file.Size > limit {
		return nil, fmt.Errorf("telegram file: %d bytes, want at most %d", file.Size, limit)
	}
	return c.download(ctx, file.Path, limit)
}

// download gets a path below our own server: the library would always ask
// api.telegram.org.
func (c *client) download(ctx context.Context, path string, limit int64) (io.ReadCloser, error) {
	if path == "" || strings.HasPrefix(path, "/") || strings.Contains(path, "..") {
		return nil, errors.New("telegram file: the server gives no path to download (a local server must not run with --local)")
	}
	var at []string
	for part := range strings.SplitSeq(path, "/") {
		at = append(at, url.PathEscape(part))
	}
	u := c.cfg.APIURL + "/file/bot" + c.cfg.Token.Reveal() + "/" + strings.Join(at, "/")
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		return nil, fmt.Errorf("telegram file: %w", c.redact(withoutURL(err)))
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("telegram file: %w", c.redact(withoutURL(err)))
	}
	if resp.StatusCode != http.StatusOK || resp.ContentLength > limit {
		_ = resp.Body.Close()
		return nil, fmt.Errorf("telegram file: HTTP %d, %d bytes, want 200 and at most %d", resp.StatusCode, resp.ContentLength, limit)
	}
	return capped.Body(resp.Body, limit), nil
}
