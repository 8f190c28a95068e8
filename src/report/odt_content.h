#pragma once

#include <string>
#include <vector>

#include "report/document.h"
#include "report/zip_package.h"

namespace shuiheng::report {

class FontSet;

struct OdtContent {
    std::string xml;
    std::vector<ZipPart> pictures;
};

/// The document's blocks as OpenDocument text, with its charts and marks as pictures.
OdtContent odtContent(const Document& document, const FontSet& fonts);

}  // namespace shuiheng::report
