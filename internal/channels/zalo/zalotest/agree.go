package zalotest

import (
	"context"
	"fmt"
	"net/http"
)

// Agree gives the permission that a login page asks for, as the browser of
// an administrator does, and returns where the page leads back to.
func Agree(ctx context.Context, z *Server, page string) (callback string, err error) {
	c := z.Client()
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, page, nil)
	if err != nil {
		return "", err
	}
	resp, err := c.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	to := resp.Header.Get("Location")
	if to == "" {
		return "", fmt.Errorf("the permission page answered HTTP %d and leads nowhere", resp.StatusCode)
	}
	return to, nil
}
