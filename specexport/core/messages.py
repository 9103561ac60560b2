"""The catalogue of everything the program can say: each code with what it means and what to do about it.

Families: SX00x sources, SX01x names and usage, SX02x limits, SX03x writing, SX04x this machine, SX05x
styles, SX07x Word templates, SX08x batches, SX09x faults of the program; SX70x Markdown, SX71x metadata and
headings, SX72x links, SX73x pictures, SX74x raw HTML, SX75x code, SX76x Word, SX77x PDF, SX78x HTML, SX79x
pandoc, SX80x dialects of Markdown, SX81x folders that are documents, SX83x reviews, SX84x labels and
signatures.
"""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """What a code means, and the remedy."""

    meaning: str
    remedy: str


CODES: dict[str, Entry] = {
    "SX001": Entry("The source is not there.", "Check the path."),
    "SX002": Entry(
        "The source is a folder, where one file is needed.",
        "Name a file; `export`, `check` and `data` take a folder as one document.",
    ),
    "SX003": Entry(
        "The source cannot be read, or is a pipe or device.", "Check its permissions, and that it is a file."
    ),
    "SX004": Entry(
        "The source is not UTF-8 text.", "Save it as UTF-8; the message names the first wrong byte."
    ),
    "SX005": Entry("The source is empty.", "Write something, or name another file."),
    "SX006": Entry(
        "The source is no document in specexport's JSON form, or one of another version.",
        "Make it with `specexport export SPEC -t json`.",
    ),
    "SX010": Entry("No target has this name.", "Choose one that `specexport formats` lists."),
    "SX011": Entry(
        "No source format has this name or suffix.",
        "Choose one that `specexport formats` lists, with `--from`.",
    ),
    "SX012": Entry("No pass has this name.", "Install the package that brings it, or correct the name."),
    "SX013": Entry(
        "There is no such style.", "Name one that the message lists, or a folder with a `_brand.yml`."
    ),
    "SX014": Entry(
        "Two installed packages or folders define one name.", "Uninstall, rename or remove one of them."
    ),
    "SX015": Entry("Two files would be written to one place.", "Export them one by one, or rename a source."),
    "SX016": Entry(
        "The output is one file, but several are asked for.", "Name a folder, or ask for one file."
    ),
    "SX017": Entry("An output would overwrite a source.", "Choose another place with `-o`."),
    "SX018": Entry(
        "The output's name says no target, or another than `-t`.",
        "Name the target with `-t`, and let the suffix agree with it.",
    ),
    "SX019": Entry("The command line is not understood.", "See `specexport --help`, or that of the command."),
    "SX020": Entry(
        "The document is nested too deeply.", "Flatten lists and quotations, or raise the limit `nesting`."
    ),
    "SX021": Entry("The source is too large.", "Split it, or raise the limit `source-bytes`."),
    "SX022": Entry("One text holds more than a page can show in time.", "Divide it into paragraphs."),
    "SX023": Entry(
        "The document holds more than a limit allows.",
        "Split it, or raise the limit that the message names with `--limit`.",
    ),
    "SX024": Entry(
        "What was made is larger than a limit allows.",
        "Save pictures smaller, split the document, or raise the limit with `--limit`.",
    ),
    "SX025": Entry(
        "The project's settings ask for a higher limit than you allow.",
        "Allow it with `--limit`, or in your own settings, if you trust who wrote the specification.",
    ),
    "SX030": Entry(
        "The place may not be written to.",
        "Check the permissions, close the file in other programs, or choose another place.",
    ),
    "SX031": Entry(
        "Writing failed: the disk is full or failing. An older file is unharmed.",
        "Free some space, or choose another place.",
    ),
    "SX032": Entry("A folder or device stands where a file is to be written.", "Choose another place."),
    "SX040": Entry(
        "An installed package brings something that cannot be loaded.", "Update the package, or uninstall it."
    ),
    "SX041": Entry(
        "A library that a format needs cannot be loaded on this machine. All other formats are made.",
        "Install what the message names; `specexport doctor` shows all that is missing.",
    ),
    "SX050": Entry("The style file cannot be read as YAML.", "Mend it where the message points."),
    "SX051": Entry("The style has a key that is not known, or one twice.", "Correct or remove the key."),
    "SX052": Entry("The style has a value that is not allowed.", "Choose a value as the message says."),
    "SX053": Entry("The style names a colour that is not defined.", "Define it under `color.palette`."),
    "SX054": Entry(
        "A file or style that the style needs is not there, is none, is too large, or lies outside of it.",
        "Put the file itself into the style's folder, or correct the path.",
    ),
    "SX055": Entry(
        "A font or picture that the style names is not there; another stands in.", "Add it to the style."
    ),
    "SX056": Entry(
        "A colour of the style is too pale to read, or its running text too small.",
        "Choose a darker colour, as text needs 4.5:1, or a size of at least 8 points.",
    ),
    "SX057": Entry("A font of the style is for the web or for print only.", "Add the other file."),
    "SX058": Entry("The licence of a font forbids embedding it.", "Use another for documents that leave."),
    "SX059": Entry("There is a style already where one is to be begun.", "Choose another folder."),
    "SX060": Entry("The configuration is not there, or is no TOML.", "Mend it where the message points."),
    "SX061": Entry("The configuration holds something that is not understood.", "Use the names it lists."),
    "SX062": Entry(
        "A form to begin from cannot be read, or has no headings.",
        "Check its path, and that it is a form in Markdown.",
    ),
    "SX063": Entry("A file stands where a new specification would.", "Choose another place with `-o`."),
    "SX064": Entry("The template has no such field.", "Use one of those that the message lists."),
    "SX065": Entry(
        "Something could not be read as a value; it is kept as text.",
        "Begin it with the figure and its unit.",
    ),
    "SX066": Entry(
        "An endpoint cannot be described in OpenAPI and is left out.",
        "Give it a method of HTTP and a path that begins with `/`.",
    ),
    "SX067": Entry("The specification has no such table, or several.", "Name one with `--table`."),
    "SX070": Entry(
        "The specification is not complete, and only complete ones are asked for.",
        "Fill in what the message names, or export without `--require-complete`.",
    ),
    "SX071": Entry(
        "A specification that was exported is not finished.",
        "See what is missing with `specexport check`, or refuse such ones with `--require-complete`.",
    ),
    "SX075": Entry(
        "A Word template is no Word file, is damaged, or is made to do harm.", "Save it anew in Word."
    ),
    "SX076": Entry(
        "Something of a Word template cannot be taken over into a style.", "Add it to the style by hand."
    ),
    "SX077": Entry(
        "The style's own cover page cannot be used; the built-in one stands in.",
        "Mend `cover.html` as the message says.",
    ),
    "SX078": Entry(
        "Word cannot show the style's own cover page; the built-in one stands in.",
        "Nothing, or give the style a Word template with a cover.",
    ),
    "SX079": Entry(
        "A font cannot be fetched.", "Get its files by hand, and put them into the style's fonts folder."
    ),
    "SX080": Entry("A folder of specifications is not there.", "Check its path."),
    "SX081": Entry(
        "There are no specifications in the folders.", "See what `specexport.toml` includes and excludes."
    ),
    "SX082": Entry(
        "What was made cannot be remembered, so that the next run makes it again.",
        "See that the output folder can be written to.",
    ),
    "SX083": Entry(
        "The process that worked on a specification ended.",
        "Export it alone; if that ends so too, report it with the specification.",
    ),
    "SX084": Entry("A specification took too long.", "Give more time with `--limit seconds=N`, or split it."),
    "SX085": Entry(
        "A specification took too much memory.", "Allow more with `--limit memory=N`, or split it."
    ),
    "SX086": Entry("There is no such executor.", "Name process, thread, dask, or module:factory."),
    "SX087": Entry(
        "Git does not know the revision, or the folder lies in no repository.",
        "Name a revision of this repository.",
    ),
    "SX088": Entry("Watching needs a package that is not installed.", "Run `pip install watchfiles`."),
    "SX089": Entry(
        "The name of a file or folder of a batch is no text in UTF-8, so no report can name it.", "Rename it."
    ),
    "SX099": Entry("The program has a fault.", "Run it again with `--debug`, and report what it prints."),
    "SX700": Entry(
        "A character that documents may not hold was replaced by U+FFFD.", "Remove it from the source."
    ),
    "SX701": Entry(
        "A file is not included: the line that asks for it stays.",
        "Check the path, which is relative to the file that includes it.",
    ),
    "SX702": Entry(
        "A footnote or abbreviation is left out, for nothing uses it, or another has its name.",
        "Refer to it, rename it, or remove it.",
    ),
    "SX703": Entry(
        "A row has more cells than its table has columns; those beyond are left out.",
        "Write a backslash before a bar that is part of the text.",
    ),
    "SX704": Entry(
        "A footnote refers to itself, or stands too deep in others; the reference stays text.",
        "Write what it says where it is referred to.",
    ),
    "SX705": Entry(
        "The front matter is not valid; what could be read of it is kept.",
        "Put quotation marks around values that begin with a special character or hold a colon.",
    ),
    "SX706": Entry("The front matter is too large; it is left out.", "Move the text below it."),
    "SX707": Entry("A field of the front matter is there twice; the last one counts.", "Remove one."),
    "SX708": Entry("The front matter asks for a Python object to be made.", "Write plain text."),
    "SX709": Entry(
        "Nothing says what a variable stands for; it stays as a placeholder.",
        r"Say it in the front matter or with `--set`, or write `\{{` for braces that are meant as such.",
    ),
    "SX710": Entry(
        "The document has no title; its file name stands in.",
        "Begin it with a heading of the first rank: `# Title`.",
    ),
    "SX711": Entry(
        "There are several headings of the first rank; but for a title, they are sections.",
        "Nothing, or begin sections with `##`.",
    ),
    "SX712": Entry(
        "Ranks of headings are skipped; they are closed up.",
        "Nothing, or let each heading be one rank below its section's.",
    ),
    "SX713": Entry(
        "Numbers typed into headings are left out, for the style numbers them.",
        "Nothing, or remove them, or turn the style's numbering off.",
    ),
    "SX714": Entry(
        "A table of contents made by hand is left out, for the style makes one.", "Nothing, or remove it."
    ),
    "SX715": Entry(
        "The title of the front matter is there again as a heading, or a heading is the title instead of it.",
        "Nothing, or remove one. A heading of the first rank that is alone in it is the title.",
    ),
    "SX716": Entry("A field of the document information is empty; it is not shown.", "Fill it in."),
    "SX717": Entry(
        "What is given as the language is no tag of one; it is told from the text.", "Write `en` or `de-AT`."
    ),
    "SX718": Entry(
        "The document, or all that has headings in it, stands in a fence of Markdown.",
        "Leave out the lines of the fence; a whole document is read without them.",
    ),
    "SX719": Entry(
        "The date in the front matter stands for a day that another program puts there; it is left out.",
        "Write the date.",
    ),
    "SX721": Entry(
        "A link is of a kind that is not allowed, or too long; its text is kept.",
        "Use http, https, mailto or tel, and at most 8,000 characters.",
    ),
    "SX724": Entry(
        "A link leads to a page that the batch does not make; what was made holds no such file.",
        'Make it too, a README with `readme = "always"` in `specexport.toml`, or leave out the link.',
    ),
    "SX730": Entry(
        "A file that is to be read is not there; of a picture, SX403 tells.",
        "Check the path, relative to the source.",
    ),
    "SX731": Entry(
        "A picture is remote, and nothing is fetched from the network.",
        "Save it beside the source, or allow the network with `--allow-remote`.",
    ),
    "SX732": Entry(
        "A picture is outside the source's folder.", "Move it there, or allow more with `--root`."
    ),
    "SX733": Entry(
        "A picture is a pipe or a device, or may not be read.", "Replace it, or check its permissions."
    ),
    "SX734": Entry("A picture has too many bytes.", "Save it as JPEG, or raise the limit `picture-bytes`."),
    "SX735": Entry("A picture has too many pixels.", "Save it with fewer, or raise the limit `pixels`."),
    "SX736": Entry("A file is not a picture of a known kind.", "Save it as PNG, JPEG, GIF, WebP or SVG."),
    "SX737": Entry("A picture is a git-LFS pointer instead of the picture.", "Run `git lfs pull`."),
    "SX738": Entry("A picture is damaged, or would never end.", "Save it again."),
    "SX739": Entry(
        "A remote picture could not be fetched: it is not at a public address, or not there.",
        "Save it beside the specification.",
    ),
    "SX740": Entry(
        "An element of raw HTML that acts, or that documents cannot show, is left out.",
        "Describe it in Markdown, or show a picture of it.",
    ),
    "SX741": Entry("Raw HTML is left out, as `--raw-html=drop` asks.", "Write it in Markdown."),
    "SX750": Entry(
        "The text of a diagram cannot be drawn; it stays as code.", "Correct it where the message points."
    ),
    "SX751": Entry(
        "There is nothing to draw this kind of diagram with; it stays as code.",
        "Install or configure what the message names.",
    ),
    "SX752": Entry(
        "The drawing of a diagram cannot be used; the diagram stays as code.",
        "Simplify the diagram, or save its drawing as a picture.",
    ),
    "SX753": Entry(
        "A character shows text in another order than it has. In code its number is shown instead.",
        "Remove it; see what it hides.",
    ),
    "SX754": Entry(
        "A drawing would lack words of its source; its source is shown instead.",
        "Write what the message quotes in plain words, without markup.",
    ),
    "SX755": Entry("Formulas are shown as TeX, for pandoc is missing or fails.", "Run `specexport doctor`."),
    "SX756": Entry(
        "A formula is not valid TeX, or something of it would be lost; it is shown as it was written.",
        "Correct the formula, or simplify it.",
    ),
    "SX757": Entry("No formula has the label that is referred to.", "Correct it, or label a formula."),
    "SX758": Entry(
        "A drawing is shown without some of its words: the engine cannot draw them.",
        "Set them as plain text within the picture, or save it as PNG.",
    ),
    "SX759": Entry(
        "A drawing shows something of another file, which is left out.",
        "Put it into the drawing itself.",
    ),
    "SX760": Entry("Word cannot follow the address of a link; its text is kept.", "Correct the address."),
    "SX761": Entry("A picture cannot be put into a Word file.", "Save it as PNG or JPEG."),
    "SX762": Entry("The logo cannot be put into a Word file.", "Save it as PNG or SVG in the style."),
    "SX763": Entry(
        "The company's Word template is protected, and so are the files that are made with it.",
        "Take the protection out of the template, if it is not meant for documents.",
    ),
    "SX764": Entry(
        "The company's Word template has controls that ask for what the document does not say.",
        "Add it to the document information, or take the control out of the template.",
    ),
    "SX765": Entry("A table too wide for a page is divided into several.", "Divide it in the source."),
    "SX766": Entry(
        "The company's Word template has no style of a name that the look gives it.",
        "Correct `docx.styles` in the look.",
    ),
    "SX767": Entry(
        "The text takes the place of an example in the company's Word template; the message names all of it.",
        "Put a content control with the tag `specexport:body` where the text goes: then all else stays.",
    ),
    "SX768": Entry(
        "The company's Word template has a watermark of its own, which stays in place of the status.",
        "Take it out of the template, if the status is to be seen.",
    ),
    "SX769": Entry(
        "Headings have no numbers, for those of the company's Word template have none.",
        "Number the template's heading styles with a multilevel list, if they are to be numbered.",
    ),
    "SX770": Entry(
        "The layout engine did not understand something, most often in a style sheet of the style.",
        "Correct what the message quotes.",
    ),
    "SX771": Entry(
        "No font on this machine has a character; a box stands for it, and its text can be copied.",
        "Install the fonts that the message names.",
    ),
    "SX772": Entry(
        "A picture has no alternative text; its file name stands for it.",
        "Write what it shows between the square brackets.",
    ),
    "SX773": Entry(
        "The layout engine lost text, or set it twice, and laying it out otherwise did not help.",
        "Divide the block that holds it, and report it: this is a fault of specexport.",
    ),
    "SX774": Entry(
        "Something is lost, since the installed release of WeasyPrint is made otherwise than was expected.",
        "Install a release that specexport was tested with.",
    ),
    "SX775": Entry(
        "HarfBuzz-Subset, which makes PDF quicker, is not on this machine.",
        "Install what the message names, or let it be: the file is the same size.",
    ),
    "SX776": Entry(
        "A part of the style acts in the other engine alone: `style.css`, `print.css` and a cover of its own "
        "in WeasyPrint, `style.typ` in Typst.",
        "Ask for that engine by `--pdf-engine`, say it by tokens in `_brand.yml`, or have a file for each.",
    ),
    "SX777": Entry(
        "Typst cannot lay out a document as it is. What is nested very deeply it lays out less deep, whole; "
        "for anything else WeasyPrint does, where it can be loaded.",
        "Divide what is nested, or install what `specexport doctor` names.",
    ),
    "SX778": Entry(
        "Typst lays out the PDF, since WeasyPrint cannot be loaded on this machine. It is nearly the same; "
        "[pdf.md](pdf.md) says what differs.",
        "Install what `specexport doctor` names, or ask for it: `--pdf-engine typst`.",
    ),
    "SX779": Entry(
        "The letters of a drawing are too small to be read in print, though its page was turned, or it was "
        "divided or laid out in another direction, where that helps.",
        "Divide the drawing, draw it from top to bottom, or give it fewer and shorter labels.",
    ),
    "SX780": Entry(
        "A style's `style.typ` cannot be used: the compiler refuses it, or it says what no style may.",
        "Correct what the message quotes. `docs/pdf.md` says what it may hold.",
    ),
    "SX787": Entry(
        "Something that Word draws cannot be shown: a chart, a diagram, a shape, a picture of a form of its "
        "own, another file. Its words or its alternative text stand in its place.",
        "Put a picture of it into the source.",
    ),
    "SX788": Entry(
        "Words of a Word file are left out: hidden text, instructions of fields, lists of headings, headers "
        "and footers that say what the text says. The message tells how many, and why.",
        "Change the source as the message says to have them.",
    ),
    "SX789": Entry(
        "Words of a Word file, an OpenDocument file, a page or a book are neither in the document nor named "
        "by another message.",
        "Look for them in the source and write them anew; please report it.",
    ),
    "SX790": Entry(
        "The program pandoc, which other formats need, cannot be started.", "Run `specexport doctor`."
    ),
    "SX791": Entry("The version of pandoc is too old.", "Run `specexport doctor`."),
    "SX792": Entry("The program pandoc took too long and was stopped.", "Divide the document."),
    "SX793": Entry(
        "The program pandoc needs more memory, or writes more, than it may.", "Divide the document."
    ),
    "SX794": Entry(
        "The program pandoc failed; the message quotes its reason.", "Check that the source is what it says."
    ),
    "SX795": Entry("What pandoc says of a source while it reads it.", "Mend what the message quotes."),
    "SX796": Entry(
        "A packed source has a password, is of an old form, damaged, or would unpack to more than it may.",
        "Save it again as the message says.",
    ),
    "SX797": Entry(
        "Something cannot be shown in the format asked for, or not as it is in others.",
        "Choose another format for it, or write it in another way.",
    ),
    "SX798": Entry(
        "The source has tracked changes or comments, which are shown.",
        "Accept or reject them in the source to have it without.",
    ),
    "SX799": Entry(
        "Markup for one format only is left out.", "Show it as text with `--raw-html=escape`, or remove it."
    ),
    "SX800": Entry(
        "No dialect of Markdown has this name.",
        "Name one that the message lists, or `plain` for none.",
    ),
    "SX801": Entry(
        "What another dialect of Markdown would know is written; it stays as it is.",
        "Name the dialect in the front matter (`dialect: obsidian`), in `specexport.toml` or with "
        "`--dialect`, or write it in Markdown.",
    ),
    "SX802": Entry(
        "What the document's dialect has, and no document can show, is left out or stays as it is written.",
        "Write what it stands for, or show a picture of it.",
    ),
    "SX803": Entry(
        "Private comments are left out of all that is made.",
        "Nothing; if the text is no comment, say `dialect: plain`, or put it between backticks.",
    ),
    "SX804": Entry(
        "The specification that is attached to the PDF is without its private comments.",
        "Nothing; send the source itself to those who may read them.",
    ),
    "SX805": Entry(
        "A note, page or section that a link or an embed names is not there.",
        "Correct its name, or allow the folder that it lies in with `--root`.",
    ),
    "SX810": Entry(
        "Files of a folder are in no part of the document that is made of it.",
        "Name them where the order of the parts stands, or let them be.",
    ),
    "SX811": Entry(
        "Two parts of a folder say a field of the document information differently; both are shown.",
        "Let all parts say the same.",
    ),
    "SX812": Entry(
        "A part of a folder that is named is not there; the document is made without it.",
        "Correct its path where the order of the parts stands.",
    ),
    "SX813": Entry(
        "The folder follows no known convention: its files are one document in the order of their names.",
        "Nothing, or export each by itself with `specexport batch FOLDER -o out`.",
    ),
    "SX814": Entry(
        "The folder holds nothing that a document could be made of.",
        "Name a folder with Markdown files.",
    ),
    "SX830": Entry(
        "A Word file that came back does not say what it was made from: its map is gone or damaged.",
        "Name the specification behind it: `specexport review RETURNED.docx SPEC.md`.",
    ),
    "SX831": Entry(
        "A Word file that came back has no map; its paragraphs were found again by their words.",
        "Look at the places before you apply the patch; keep the map by sending the file as it was exported.",
    ),
    "SX832": Entry(
        "Changes that came back cannot be made in the specification; the message says which.",
        "Make them by hand: `specexport review` lists them with their words and where they stand.",
    ),
    "SX833": Entry(
        "What came back and what the specification says by now contradict each other.",
        "Choose between the marks in the file, as after a merge with git.",
    ),
    "SX834": Entry(
        "There is no change with this number.",
        "Name one that `specexport review` lists.",
    ),
    "SX840": Entry(
        "The style has no sensitivity label of the name that the document asks for; the file has none.",
        "Correct the name, or add the label to `sensitivity.labels` of the style.",
    ),
}
