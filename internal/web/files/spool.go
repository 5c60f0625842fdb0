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

// spool is a file while it comes or goes: a small one in memory, the rest of a
// larger one in a file without a name, so that a hundred slow ones cost no
// more than the disk under the directory for temporary files.
type spool struct {
	head bytes.Buffer
	file *os.File // nil: all of it is in head
	size int64
}

// spooled reads r to its end. It refuses more than size bytes with ErrTooLarge,
// and what is interrupted with ErrUnreadable. The caller closes what it gets.
func spooled(r io.Reader, size int64) (*spool, error) {
	from := &noted{r: io.LimitReader(r, size+1)}
	s := &spool{}
	if err := s.take(from); err != nil {
		s.close()
		if from.err != nil {
			return nil, fmt.Errorf("%w: %w", ErrUnreadable, from.err)
		}
		return nil, fmt.Errorf("keep a file while it comes or goes: %w; make TMPDIR writable", err)
	}
	if s.size > size {
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

// ReadAt is io.ReaderAt.
func (s *spool) ReadAt(p []byte, off int64) (n int, err error) {
	if head := s.head.Bytes(); off < int64(len(head)) {
		n = copy(p, head[off:])
	}
	switch {
	case n == len(p):
		return n, nil
	case s.file == nil:
		return n, io.EOF
	}
	more, err := s.file.ReadAt(p[n:], off+int64(n)-int64(s.head.Len()))
	return n + more, err
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
