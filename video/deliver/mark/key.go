package mark

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// KeySize is the length of the secret that seals marks.
const KeySize = 32

// A Word is what a mark says: under which grant, in which login, which camera's
// footage of when was shown.
type Word struct {
	Grant   shiheng.GrantID
	Session shiheng.SessionID
	Camera  shiheng.CameraID
	At      time.Time // server time of the footage, to the millisecond
}

// A Key seals words and opens them. Safe for concurrent use.
type Key struct {
	aead cipher.AEAD
	id   [idSize]byte
}

const (
	idSize    = 4
	nonceSize = 12
	wordSize  = 3*16 + 8
	tagSize   = 16
	// bodySize is what follows the identity in the message.
	bodySize = 1 + idSize + nonceSize + wordSize + tagSize
	version  = 1
)

// identity is the UUID of our user data, 9c1f4b7e-6a2d-4d83-b5c7-e1f0a86d3927.
// It has no two zero bytes in a row, so that escaping never changes it.
var identity = [16]byte{0x9c, 0x1f, 0x4b, 0x7e, 0x6a, 0x2d, 0x4d, 0x83, 0xb5, 0xc7, 0xe1, 0xf0, 0xa8, 0x6d, 0x39, 0x27} //nolint:gochecknoglobals // a constant

// NewKey makes a key of a secret of KeySize bytes.
func NewKey(secret []byte) (*Key, error) {
	if len(secret) != KeySize {
		return nil, fmt.Errorf("mark: a secret of %d bytes", len(secret))
	}
	block, err := aes.NewCipher(secret)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	k := &Key{aead: aead}
	sum := sha256.Sum256(append([]byte("shiheng session mark "), secret...))
	copy(k.id[:], sum[:])
	return k, nil
}

// AppendBody appends the sealed word: version, number of the key, nonce, word
// and tag.
func (k *Key) AppendBody(dst []byte, w Word) []byte {
	begin := len(dst)
	dst = append(append(dst, version), k.id[:]...)
	var nonce [nonceSize]byte
	_, _ = rand.Read(nonce[:]) // never fails (crypto/rand)
	dst = append(dst, nonce[:]...)
	var word [wordSize]byte
	copy(word[0:], w.Grant[:])
	copy(word[16:], w.Session[:])
	copy(word[32:], w.Camera[:])
	binary.BigEndian.PutUint64(word[48:], uint64(w.At.UnixMilli()))
	return k.aead.Seal(dst, nonce[:], word[:], dst[begin:begin+1+idSize])
}

// Errors of Open.
var (
	ErrForm    = errors.New("mark: not of this form")
	ErrForeign = errors.New("mark: sealed by another key")
	ErrForged  = errors.New("mark: altered or forged")
)

// Open reads what AppendBody wrote. body may be longer.
func (k *Key) Open(body []byte) (Word, error) {
	if len(body) < bodySize || body[0] != version {
		return Word{}, ErrForm
	}
	if !bytes.Equal(body[1:1+idSize], k.id[:]) {
		return Word{}, ErrForeign
	}
	nonce, sealed := body[1+idSize:][:nonceSize], body[1+idSize+nonceSize:bodySize]
	word, err := k.aead.Open(nil, nonce, sealed, body[:1+idSize])
	if err != nil {
		return Word{}, ErrForged
	}
	var w Word
	copy(w.Grant[:], word[0:])
	copy(w.Session[:], word[16:])
	copy(w.Camera[:], word[32:])
	w.At = time.UnixMilli(int64(binary.BigEndian.Uint64(word[48:]))).UTC()
	return w, nil
}

// The types of NAL units that are named here.
const (
	userData    = 5 // payload type of user_data_unregistered
	h264SEI     = 6
	h264Prefix  = 14 // stands right before the slice it belongs to
	h265SEI     = 39 // prefix
	messageSize = 16 + bodySize
)

// AppendNAL appends the NAL unit that carries the word, escaped, without a
// length or start code before it. Of codings other than H.264 and H.265 it
// appends nothing.
func (k *Key) AppendNAL(dst []byte, c media.Codec, w Word) []byte {
	switch c {
	case media.H264:
		dst = append(dst, h264SEI)
	case media.H265:
		dst = append(dst, h265SEI<<1, 1) // layer 0, temporal id 0
	default:
		return dst
	}
	var raw [messageSize + 3]byte
	message := append(raw[:0], userData, messageSize)
	message = k.AppendBody(append(message, identity[:]...), w)
	return appendEscaped(dst, append(message, 0x80)) // rbsp_trailing_bits
}

// appendEscaped puts an emulation prevention byte where payload would look like
// a start code (H.264 7.3.1, H.265 7.3.1.1).
func appendEscaped(dst, payload []byte) []byte {
	zeros := 0
	for _, b := range payload {
		if zeros == 2 && b <= 3 {
			dst, zeros = append(dst, 3), 0
		}
		dst = append(dst, b)
		if b == 0 {
			zeros++
		} else {
			zeros = 0
		}
	}
	return dst
}

// unescape takes emulation prevention bytes out, up to n bytes of payload.
func unescape(dst, b []byte, n int) []byte {
	zeros := 0
	for _, v := range b {
		if len(dst) == n {
			break
		}
		if zeros == 2 && v == 3 {
			zeros = 0
			continue
		}
		dst = append(dst, v)
		if v == 0 {
			zeros++
		} else {
			zeros = 0
		}
	}
	return dst
}
