// Package capped reads no more than a bound of what a stranger sends, and
// fails where there is more: what is cut short without a word looks whole.
//
// It sets no bound of its own. Start reading at ReadAll.
package capped

import (
	"bytes"
	"errors"
	"io"
)

// ErrTooLarge: there is more than the bound.
var ErrTooLarge = errors.New("larger than allowed")

// ReadAll reads all of r, or fails with ErrTooLarge when that is more than size
// bytes.
func ReadAll(r io.Reader, size int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, size+1))
	switch {
	case int64(len(data)) > size:
		return nil, ErrTooLarge
	case err != nil:
		return nil, err
	}
	return data, nil
}

// Body is a body that fails with ErrTooLarge at the first byte beyond size.
// Closing it closes the body.
func Body(body io.ReadCloser, size int64) io.ReadCloser {
	return &bounded{ReadCloser: body, left: size}
}

type bounded struct {
	io.ReadCloser
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.ReadCloser.Read(p)
	if int64(n) > b.left {
		n, err = int(b.left), ErrTooLarge
	}
	b.left -= int64(n)
	return n, err
}

// Sized reads all of r, which says that it holds so many bytes, or less than 0
// when it does not say. It bounds nothing: r does.
func Sized(r io.Reader, says int64) ([]byte, error) {
	const most = 4 << 10 // bytes made room for on a stranger's word
	var b bytes.Buffer
	b.Grow(int(min(max(says, 0), most)) + bytes.MinRead)
	_, err := b.ReadFrom(r)
	return b.Bytes(), err
}
