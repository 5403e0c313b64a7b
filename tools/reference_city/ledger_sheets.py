"""The ledger in the forms that a city keeps it in: a workbook with titles, merged cells, 同上, full-width digits, readings and Japanese dates,
and the CSV that a spreadsheet program in Japanese writes of it (CP932, blanks for merged cells). Both say what ledger.csv says."""
import csv
import datetime
import io
import zipfile
from xml.sax.saxutils import escape

COLUMNS = [("id", "管理番号"), ("from", "送信元"), ("to", "宛先"), ("protocol", "プロトコル"), ("port", "ポート番号"), ("from-address", "送信元IPアドレス"),
           ("to-address", "宛先IPアドレス"), ("required", "必須"), ("purpose", "目的"), ("owner", "所管課"), ("approver", "承認者"), ("expiry", "有効期限")]
READINGS = {"市民課": "シミンカ", "課税課": "カゼイカ", "福祉課": "フクシカ", "総務課": "ソウムカ", "職員課": "ショクインカ", "情報政策課": "ジョウホウセイサクカ"}
WIDE = str.maketrans("0123456789./:", "０１２３４５６７８９．／：")


def rows_of(text):
    """Rows of ledger.csv as cells of the city's form, and which of them repeat the one above."""
    rows = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text))):
        protocol, port = row["service"].split("/")
        day = datetime.date.fromisoformat(row["expiry"])
        wareki = f"令和{day.year - 2018}年{day.month}月{day.day}日" if number % 2 else f"R{day.year - 2018}.{day.month}.{day.day}"
        cells = {**row, "protocol": protocol.upper(), "port": port, "required": {"yes": "○", "": "×"}[row["required"]], "expiry": wareki}
        for column in ("from", "to", "from-address", "to-address"):
            cells[column] = cells[column].replace(";", "、" if number % 3 else "\n")
        if number % 2:
            cells["port"] = cells["port"].translate(WIDE)
            cells["to-address"] = cells["to-address"].translate(WIDE)
        rows.append(cells)
    return rows


def with_repeats(rows):
    """Merged ranges of the columns from and to as (first row, last row, column), and 同上 in owner and approver."""
    merges = []
    for column in ("from", "to"):
        start = 0
        for i in range(1, len(rows) + 1):
            if i < len(rows) and rows[i][column] == rows[start][column]:
                continue
            if i - start > 1:
                merges.append((start, i - 1, column))
            start = i
    shown = [dict(row) for row in rows]
    for start, end, column in merges:
        for i in range(start + 1, end + 1):
            shown[i][column] = ""
    for i in range(1, len(rows)):
        for column, mark in (("owner", "同上"), ("approver", "〃")):
            if rows[i][column] == rows[i - 1][column]:
                shown[i][column] = mark
    return shown, merges


def cp932(text):
    shown, _ = with_repeats(rows_of(text))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([title for _, title in COLUMNS])
    writer.writerows([[row[key] for key, _ in COLUMNS] for row in shown])
    return out.getvalue().encode("cp932")


def letter(column):
    return chr(ord("A") + column)


def si(text):
    reading = READINGS.get(text)
    phonetic = f'<rPh sb="0" eb="{len(text)}"><t>{reading}</t></rPh>' if reading else ""
    return f'<si><t xml:space="preserve">{escape(text)}</t>{phonetic}</si>'


def xlsx(text):
    shown, merges = with_repeats(rows_of(text))
    grid = [["特定通信台帳"], ["", "令和８年１１月３０日現在"], [title for _, title in COLUMNS]] + [[row[key] for key, _ in COLUMNS] for row in shown]
    strings = sorted({cell for row in grid for cell in row if cell})
    place = {text: i for i, text in enumerate(strings)}
    lines = []
    for r, row in enumerate(grid, 1):
        cells = "".join(f'<c r="{letter(c)}{r}" t="s"><v>{place[cell]}</v></c>' for c, cell in enumerate(row) if cell)
        lines.append(f'<row r="{r}">{cells}</row>')
    keys = [key for key, _ in COLUMNS]
    refs = ["A1:L1"] + [f"{letter(keys.index(column))}{first + 4}:{letter(keys.index(column))}{last + 4}" for first, last, column in merges]
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in refs)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+'
        f'xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" '
        f'ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="rId1" Type="{relations}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{relations}"><sheets><sheet name="台帳" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="rId1" Type="{relations}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst {main} count="{len(strings)}" uniqueCount="{len(strings)}">{"".join(map(si, strings))}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet {main}><sheetData>{"".join(lines)}</sheetData><mergeCells count="{len(refs)}">{merged}</mergeCells>'
        "</worksheet>"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 30, 0, 0, 0)), head + content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
