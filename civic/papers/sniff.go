package papers

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"strings"

	"shiheng.internal"
)

// A MediaType is what an attachment is, told from its bytes.
type MediaType string

// The types that are taken. HTML, SVG and programs are not among them.
const (
	JPEG MediaType = "image/jpeg"
	PNG  MediaType = "image/png"
	WebP MediaType = "image/webp"
	PDF  MediaType = "application/pdf"
	DOCX MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLSX MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	TXT  MediaType = "text/plain"
	CSV  MediaType = "text/csv"
	ZIP  MediaType = "application/zip"
)

// Picture reports whether a browser may show it in place.
func (m MediaType) Picture() bool { return m == JPEG || m == PNG || m == WebP }

// MediaTypes lists the types that are taken, with the endings of their names.
func MediaTypes() map[MediaType][]string {
	return map[MediaType][]string{
		JPEG: {".jpg", ".jpeg"}, PNG: {".png"}, WebP: {".webp"}, PDF: {".pdf"}, DOCX: {".docx"}, XLSX: {".xlsx"},
		TXT: {".txt"}, CSV: {".csv"}, ZIP: {".zip"},
	}
}

// errType refuses what is none of the types.
func errType(name string) error { return shiheng.Invalid("attachment.type", "name", name) }

// Sniff tells what a file is from its bytes; the name only divides tables from
// other text. A name that promises another type than the bytes are is refused,
// like every type that is not taken: both are an ErrInvalid.
func Sniff(name string, r io.ReaderAt, size int64) (MediaType, error) {
	head := make([]byte, min(size, 512))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	ending := strings.ToLower(path.Ext(name))
	var got MediaType
	switch {
	case size == 0:
		return "", shiheng.Invalid("attachment.empty", "name", name)
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		got = JPEG
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		got = PNG
	case len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		got = WebP
	case bytes.HasPrefix(head, []byte("%PDF-")):
		got = PDF
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		var err error
		if got, err = sniffZIP(r, size); err != nil {
			return "", err
		}
	default:
		plain, err := plainText(r, size)
		if err != nil {
			return "", err
		}
		if plain && ending == ".csv" {
			got = CSV
		} else if plain {
			got = TXT
		}
	}
	for _, e := range MediaTypes()[got] {
		if e == ending {
			return got, nil
		}
	}
	return "", errType(name)
}

// plainText reports whether there is no control character but those of text.
func plainText(r io.ReaderAt, size int64) (bool, error) {
	buf := make([]byte, 32<<10)
	for off := int64(0); off < size; {
		n, err := r.ReadAt(buf, off)
		for _, c := range buf[:n] {
			if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7f {
				return false, nil
			}
		}
		if off += int64(n); err != nil && !errors.Is(err, io.EOF) {
			return false, err
		} else if n == 0 {
			break
		}
	}
	return true, nil
}

// Bounds of what is read of a ZIP file.
const (
	zipEndSize  = 22
	zipEntry    = 46
	zipTail     = zipEndSize + 64<<10 // the end record and the longest comment
	zipMost     = 20_000              // entries
	zipNameMost = 1024
)

// sniffZIP tells office documents from other archives by the names in the
// directory. An archive whose directory cannot be read is none.
func sniffZIP(r io.ReaderAt, size int64) (MediaType, error) {
	tail := make([]byte, min(size, zipTail))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	end := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if end < 0 || len(tail)-end < zipEndSize {
		return "", nil
	}
	entries := int(binary.LittleEndian.Uint16(tail[end+10:]))
	at := int64(binary.LittleEndian.Uint32(tail[end+16:]))
	if entries == 0 || entries > zipMost {
		return "", nil
	}
	got := ZIP
	entry := make([]byte, zipEntry)
	name := make([]byte, zipNameMost)
	for range entries {
		if _, err := r.ReadAt(entry, at); err != nil || string(entry[:4]) != "PK\x01\x02" {
			return "", readFault(err)
		}
		long := int(binary.LittleEndian.Uint16(entry[28:]))
		if long > zipNameMost {
			return "", nil
		}
		if _, err := r.ReadAt(name[:long], at+zipEntry); err != nil {
			return "", readFault(err)
		}
		switch string(name[:long]) {
		case "word/document.xml":
			got = DOCX
		case "xl/workbook.xml":
			got = XLSX
		case "word/vbaProject.bin", "xl/vbaProject.bin": // macros
			return "", nil
		}
		at += zipEntry + int64(long) + int64(binary.LittleEndian.Uint16(entry[30:])) + int64(binary.LittleEndian.Uint16(entry[32:]))
	}
	return got, nil
}

// readFault keeps a failing disk apart from a file that ends too early.
func readFault(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}
