package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// inMemory is how much of an upload is held in memory while it comes: most
// screenshots.
const inMemory = 256 << 10

// spool is an upload while it comes: a small one in memory, the rest of a
// larger one in a file without a name, so that a hundred slow uploads cost no
// more than the disk under the directory for temporary files.
type spool struct {
	head bytes.Buffer
	file *os.File // nil: all of it is in head
	size int64
}

// spooled reads r to its end. It refuses more than MaxUpload bytes with
// ErrTooLarge, and an interrupted upload with ErrUnreadable. The caller closes
// what it gets.
func spooled(r io.Reader) (*spool, error) {
	from := &noted{r: io.LimitReader(r, MaxUpload+1)}
	s := &spool{}
	if err := s.take(from); err != nil {
		s.close()
		if from.err != nil {
			return nil, fmt.Errorf("%w: %w", ErrUnreadable, from.err)
		}
		return nil, fmt.Errorf("keep upload while it comes: %w; make TMPDIR writable", err)
	}
	if s.size > MaxUpload {
		s.close()
		return nil, ErrTooLarge
	}
	return s, nil
}

func (s *spool) take(r io.Reader) error {
	n, err := io.CopyN(&s.head, r, inMemory)
	s.size = n
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return err
	}
	if s.file, err = os.CreateTemp("", "hotro-upload-"); err != nil {
		return err
	}
	_ = os.Remove(s.file.Name()) // it ends with the process, whatever happens
	n, err = io.Copy(s.file, r)
	s.size += n
	return err
}

// bytes returns all of it.
func (s *spool) bytes() ([]byte, error) {
	if s.file == nil {
		return s.head.Bytes(), nil
	}
	all := make([]byte, s.size)
	n := copy(all, s.head.Bytes())
	_, err := s.file.ReadAt(all[n:], 0)
	return all, err
}

func (s *spool) close() {
	if s.file != nil {
		_ = s.file.Close() // it was only for us
	}
}

// noted notes how reading failed, which is the sender's fault and not ours.
type noted struct {
	r   io.Reader
	err error
}

// Read is io.Reader.
func (n *noted) Read(p []byte) (int, error) {
	k, err := n.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		n.err = err
	}
	return k, err
}
